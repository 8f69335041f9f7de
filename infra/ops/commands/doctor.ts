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

/** A customer meets it, or will. */
const FAILURE = 1;

const TEXT_WIDTH = 98;

/** `doctor`. */
export const doctor: Command = {
  says: "what would go wrong, before a customer finds out",
  usages: [""],
  details: [
    "It asks from where the functions run: SES, DNS over UDP and TCP, secrets, the configuration, the operations",
    "topic, dead letters and alarms. Exit code 1 if there is a problem; a warning is none.",
  ],
  options: {},
  async run(given) {
    noNames(given);
    const api = await operatorsApi(given.where);
    const answer = report.parse(await api.ask("GET", ["examination"]));
    console.log(given.isJson ? JSON.stringify(answer) : linesOf(answer.checks).join("\n"));
    return answer.checks.some(({ state }) => state === "problem") ? FAILURE : 0;
  },
};

function linesOf(checks: readonly Check[]): string[] {
  const rows = columns(checks.map(({ state, subject, said }) => [state, subject, said]));
  const amiss = checks.filter(({ todo }) => todo !== undefined);
  return [
    ...rows,
    ...amiss.flatMap(({ subject, said, todo = "" }) => [
      "",
      ...wrapped(`${subject}: ${said}.`, TEXT_WIDTH),
      ...wrapped(todo, TEXT_WIDTH).map((line) => `  ${line}`),
    ]),
  ];
}
