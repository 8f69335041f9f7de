import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesIdentityCensus } from "#adapters/ses/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { importIdentity, planImports } from "../import-identities.ts";

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html: about one control-plane call a second. */
const SLOT_MS = 1000;

const OUTCOMES: Readonly<Record<ImportStep["outcome"], string>> = {
  known: "is known already",
  "claimed-for-owner": "is claimed for the owner that its tag names",
  remembered: "was never verified: its requester has to prove control first",
  "kept-by-account": "belongs to no customer: no ticket can claim it",
  conflicts: "is claimed by another owner: please check by hand",
};

/** The command `import`. */
export const importIdentities: Command = {
  summary: "claims the identities that the account has in SES, before the first ticket",
  usages: ["[--yes] [--table NAME]"],
  details: [
    "Without --yes it lists what it would do with each domain identity. It reads one a second, within the SES",
    "budget, and works on the table and SES itself: docs/iam.md lists the permissions. It can be repeated.",
  ],
  options: {
    yes: { type: "boolean", summary: "import them" },
    ...TABLE_OPTION,
  },
  async run(input) {
    noNames(input);
    const { dynamodb, tableName, settings } = await openDeployment(input);
    const deps = {
      table: dynamodbTable(dynamodb, tableName),
      census: sesIdentityCensus(new SESv2Client(settings)),
      budget: dynamodbSesBudget(dynamodb, tableName, SLOT_MS),
      now: Date.now,
      pause: (ms: number) => pause(ms),
    };
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
