import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesIdentityCensus } from "#adapters/ses/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { importIdentity, planOfImport } from "../import-identities.ts";

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html: about one control-plane call a second. */
const SLOT_MS = 1000;

const WORDS: Readonly<Record<ImportStep["outcome"], string>> = {
  known: "is known already",
  "claimed-for-owner": "is claimed for the owner that its tag names",
  remembered: "was never verified: whoever asks for it proves control first",
  "kept-by-account": "belongs to no customer: no ticket gets it",
  conflicts: "is claimed by another owner: a person has to look",
};

/** `import`. */
export const importIdentities: Command = {
  says: "claims what the account holds in SES already, before the first ticket",
  usages: ["[--yes] [--table NAME]"],
  details: [
    "Without --yes it only says what would become of each domain identity. It reads one a second, within the SES",
    "budget, and works on the table and SES itself: docs/iam.md says what it needs. Done again, it changes nothing.",
  ],
  options: {
    yes: { type: "boolean", says: "does it" },
    ...TABLE_OPTION,
  },
  async run(given) {
    noNames(given);
    const { dynamodb, tableName, settings } = await openDeployment(given);
    const deps = {
      table: dynamodbTable(dynamodb, tableName),
      census: sesIdentityCensus(new SESv2Client(settings)),
      budget: dynamodbSesBudget(dynamodb, tableName, SLOT_MS),
      now: Date.now,
      pause: (ms: number) => pause(ms),
    };
    let count = 0;
    for await (const planned of planOfImport(deps)) {
      const step = given.isOn("yes") ? await importIdentity(planned, deps) : planned;
      if (step === undefined) continue;
      count += 1;
      console.log(given.isJson ? JSON.stringify(sayable(step)) : wordsOf(step));
    }
    if (!given.isJson) console.log(summaryOf(count, given.isOn("yes")));
    return 0;
  },
};

function sayable({ identity, outcome, owner }: ImportStep) {
  return { identity, outcome, owner };
}

function wordsOf({ identity, outcome, owner }: ImportStep): string {
  return outcome === "kept-by-account"
    ? `${identity} ${WORDS[outcome]}`
    : `${identity} (${owner}) ${WORDS[outcome]}`;
}

function summaryOf(count: number, isDone: boolean): string {
  if (count === 0) return "The account holds no domain identity: there is nothing to do.";
  return isDone ? `${count} looked at.` : "Nothing was done yet: say --yes.";
}
