import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesIdentityAssigner } from "#adapters/ses/identity-assigner";
import { sesIdentityCensus } from "#adapters/ses/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import { UsageError } from "../../command-line.ts";
import { type Command, type CommandInput, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { assignIdentity, importIdentity, planImports } from "../import-identities.ts";
import { SES_SLOT_MS, sesArnPrefix } from "../ses.ts";

const OUTCOMES: Readonly<Record<ImportStep["outcome"], string>> = {
  known: "is known already",
  "claimed-for-owner": "is claimed for the owner that its tag names",
  remembered: "was never verified: its requester has to prove control first",
  "kept-by-account": "belongs to no customer: no ticket can claim it (give it to its owner: import --assign)",
  conflicts: "is claimed by another owner: please check by hand",
  assigned: "belongs to this owner from now on: their next ticket needs no proof",
  "assigned-for-proof": "is given to this owner, whose next ticket has to prove control of the domain",
};

/** The command `import`. */
export const importIdentities: Command = {
  summary: "claims the identities that the account has in SES, before the first ticket",
  usages: ["[--yes] [--table NAME]", "--assign DOMAIN --owner OWNER [--proof] [--yes] [--table NAME]"],
  details: [
    "Without --yes it lists what it would do with each domain identity. It reads one a second, within the SES",
    "budget, and works on the table and SES itself: docs/iam.md lists the permissions. It can be repeated.",
    "With --assign it hands one domain identity that was made by hand to its owner: the identity gets the owner's tag.",
    "Your word is enough; with --proof the owner's next ticket has to prove control of the domain.",
  ],
  options: {
    yes: { type: "boolean", summary: "do it" },
    assign: { type: "string", value: "DOMAIN", summary: "a domain identity that was made by hand" },
    owner: { type: "string", value: "OWNER", summary: "the customer that it is handed to" },
    proof: { type: "boolean", summary: "require a proof of control from the owner's next ticket" },
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
    if (owner !== undefined || input.isOn("proof")) throw new UsageError("--owner and --proof need --assign");
    return undefined;
  }
  if (owner === undefined) throw new UsageError("--assign needs --owner OWNER");
  return { identity, owner, needsProof: input.isOn("proof") };
}

async function assign(
  assignment: Assignment,
  input: CommandInput,
  deps: Parameters<typeof assignIdentity>[2],
): Promise<number> {
  const isPlanned = !input.isOn("yes");
  const step = await assignIdentity(assignment, isPlanned, deps);
  if (step === undefined) throw new UsageError(`--assign: SES has no identity ${assignment.identity}`);
  console.log(input.isJson ? JSON.stringify(fieldsOf(step)) : describe(step));
  if (!input.isJson && isPlanned) console.log("Nothing was done yet: add --yes.");
  return step.outcome === "conflicts" ? 1 : 0;
}

function fieldsOf({ identity, outcome, owner }: ImportStep) {
  return { identity, outcome, owner };
}

function describe({ identity, outcome, owner }: ImportStep): string {
  return outcome === "kept-by-account"
    ? `${identity} ${OUTCOMES[outcome]}`
    : `${identity} (${owner}) ${OUTCOMES[outcome]}`;
}

function summaryOf(count: number, isDone: boolean): string {
  if (count === 0) return "The account holds no domain identity: there is nothing to do.";
  return isDone ? `${count} checked.` : "Nothing was done yet: add --yes.";
}
