import { SESv2Client } from "@aws-sdk/client-sesv2";
import * as z from "zod";
import { sesAccount } from "#adapters/ses/account";
import { textsIn } from "#core/words/texts";
import { checkBeforeDeployment } from "../../../functions/examine-deployment/checks/before-deployment.ts";
import { UsageError } from "../../command-line.ts";
import { wrapped } from "../../diagnose/paint.ts";
import { columns } from "../columns.ts";
import { type Command, type CommandInput, noNames } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";
import { clientSettings } from "../target.ts";

const { text } = textsIn("en");

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
  summary: text("operators.commands.doctor"),
  usages: ["", "--before-deployment --sender ADDRESS --ops-address ADDRESS"],
  details: [text("operators.commands.doctor.details")],
  options: {
    "before-deployment": {
      type: "boolean",
      summary: text("operators.commands.doctor.before-deployment"),
    },
    sender: {
      type: "string",
      value: "ADDRESS",
      summary: text("operators.commands.doctor.sender"),
      needs: "before-deployment",
    },
    "ops-address": {
      type: "string",
      value: "ADDRESS",
      summary: text("operators.commands.doctor.ops-address"),
      needs: "before-deployment",
    },
  },
  async run(input) {
    noNames(input);
    const answer = input.isOn("before-deployment")
      ? { checks: await checkAccountOf(input) }
      : report.parse(await (await operatorsApi(input.target)).request("GET", ["examination"]));
    console.log(input.isJson ? JSON.stringify(answer) : linesOf(answer.checks).join("\n"));
    return answer.checks.some(({ state }) => state === "problem") ? FAILURE : 0;
  },
};

async function checkAccountOf(input: CommandInput): Promise<Check[]> {
  const senderAddress = input.text("sender");
  if (senderAddress === undefined)
    throw new UsageError(text("operators.commands.error.which-address", { option: "sender" }));
  const client = new SESv2Client(await clientSettings(input.target));
  return checkBeforeDeployment(sesAccount(client), {
    senderAddress,
    opsAddress: input.text("ops-address") ?? "",
  });
}

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
