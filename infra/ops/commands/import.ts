import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesArnPrefix } from "#adapters/ses/arn-prefix";
import { sesIdentityAssigner } from "#adapters/ses/identity-assigner";
import { sesIdentityCensus } from "#adapters/ses/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { type Command, type CommandInput, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { assignIdentity, importIdentity, planImports } from "../import-identities.ts";
import { SES_SLOT_MS } from "../ses.ts";

const { text } = textsIn("en");

/** The command `import`. */
export const importIdentities: Command = {
  summary: text("operators.commands.import"),
  usages: ["[--yes] [--table NAME]", "--assign DOMAIN --owner OWNER [--proof] [--yes] [--table NAME]"],
  details: [text("operators.commands.import.details"), text("operators.commands.import.assign-details")],
  options: {
    yes: { type: "boolean", summary: text("operators.commands.option.yes") },
    assign: { type: "string", value: "DOMAIN", summary: text("operators.commands.import.assign") },
    owner: { type: "string", value: "OWNER", summary: text("operators.commands.import.owner") },
    proof: { type: "boolean", summary: text("operators.commands.import.proof") },
    ...TABLE_OPTION,
  },
  async run(input) {
    noNames(input);
    const assignment = readAssignment(input);
    const { dynamodb, tableName, settings, stateMachineArn, now } = await openDeployment(input);
    const ses = new SESv2Client(settings);
    const deps = {
      table: dynamodbTable(dynamodb, tableName),
      census: sesIdentityCensus(ses),
      assigner: sesIdentityAssigner(ses, sesArnPrefix(stateMachineArn)),
      budget: dynamodbSesBudget(dynamodb, tableName, SES_SLOT_MS),
      now,
      pause: (ms: number) => pause(ms),
    };
    if (assignment !== undefined) return assign(assignment, input, deps);
    let count = 0;
    for await (const planned of planImports(deps)) {
      const step = input.isOn("yes") ? await importIdentity(planned, deps) : planned;
      if (step === undefined) continue;
      count += 1;
      console.log(input.isJson ? JSON.stringify(fieldsOf(step)) : describe(step));
    }
    if (!input.isJson) console.log(summaryOf(count, input.isOn("yes")));
    return 0;
  },
};

type Assignment = Parameters<typeof assignIdentity>[0];

function readAssignment(input: CommandInput): Assignment | undefined {
  const identity = input.text("assign")?.toLowerCase();
  const owner = input.text("owner");
  if (identity === undefined) {
    if (owner !== undefined || input.isOn("proof"))
      throw new UsageError(text("operators.commands.import.needs-assign"));
    return undefined;
  }
  if (owner === undefined) throw new UsageError(text("operators.commands.import.needs-owner"));
  return { identity, owner, needsProof: input.isOn("proof") };
}

async function assign(
  assignment: Assignment,
  input: CommandInput,
  deps: Parameters<typeof assignIdentity>[2],
): Promise<number> {
  const isPlanned = !input.isOn("yes");
  const step = await assignIdentity(assignment, isPlanned, deps);
  if (step === undefined)
    throw new UsageError(text("operators.commands.import.no-identity", { identity: assignment.identity }));
  console.log(input.isJson ? JSON.stringify(fieldsOf(step)) : describe(step));
  if (!input.isJson && isPlanned) console.log(text("operators.commands.nothing-done"));
  return step.outcome === "conflicts" ? 1 : 0;
}

function fieldsOf({ identity, outcome, owner }: ImportStep) {
  return { identity, outcome, owner };
}

function describe({ identity, outcome, owner }: ImportStep): string {
  const result = text(`operators.commands.import.outcome.${outcome}`);
  return outcome === "kept-by-account" ? `${identity} ${result}` : `${identity} (${owner}) ${result}`;
}

function summaryOf(count: number, isDone: boolean): string {
  if (count === 0) return text("operators.commands.import.none");
  return isDone
    ? text("operators.commands.import.checked", { count })
    : text("operators.commands.nothing-done");
}
