import { z } from "zod";
import { wrapped } from "../../diagnose/paint.ts";
import { columns } from "../columns.ts";
import { type Command, noNames } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";

const report = z.object({
  checks: z.array(
    z.object({
      subject: z.string(),
      state: z.enum(["ok", "warning", "problem"]),
      said: z.string(),
      todo: z.string().optional(),
    }),
  ),
});

type Check = z.infer<typeof report>["checks"][number];

/** At least one check found a problem. */
const FAILURE = 1;

const TEXT_WIDTH = 98;

/** The command `doctor`. */
export const doctor: Command = {
  summary: "checks all that the deployment depends on",
  usages: [""],
  details: [
    "It checks from inside the functions: SES, DNS over UDP and TCP, secrets, the configuration, the operations",
    "topic, dead letters and alarms. Exit code 1 if there is a problem, 0 for warnings.",
  ],
  options: {},
  async run(input) {
    noNames(input);
    const api = await operatorsApi(input.target);
    const answer = report.parse(await api.request("GET", ["examination"]));
    console.log(input.isJson ? JSON.stringify(answer) : linesOf(answer.checks).join("\n"));
    return answer.checks.some(({ state }) => state === "problem") ? FAILURE : 0;
  },
};

function linesOf(checks: readonly Check[]): string[] {
  const rows = columns(checks.map(({ state, subject, said }) => [state, subject, said]));
  const notOk = checks.filter(({ todo }) => todo !== undefined);
  return [
    ...rows,
    ...notOk.flatMap(({ subject, said, todo = "" }) => [
      "",
      ...wrapped(`${subject}: ${said}.`, TEXT_WIDTH),
      ...wrapped(todo, TEXT_WIDTH).map((line) => `  ${line}`),
    ]),
  ];
}
