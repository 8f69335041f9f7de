import * as z from "zod";
import { readClaims } from "#core/claims/claim-store";
import { ACCOUNT } from "#core/claims/claims";
import type { SesAccount, SesAccountState } from "#core/deployment-ports";
import { isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import type { Table } from "#core/table";
import { type Check, ok, problem, warning } from "../check.ts";

/** Verified identities in a Region: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MOST_IDENTITIES = 10_000;

/** The share of a quota from which a check warns. */
const NEAR = 0.8;

/** Checks what SES allows this account to do. */
export async function checkAccount({ readState }: SesAccount): Promise<Check[]> {
  const account = await readState();
  return [sandbox(account), sending(account), quota(account), plan(account)];
}

function sandbox({ isOutOfSandbox }: SesAccountState): Check {
  return isOutOfSandbox
    ? ok("SES sandbox", "the account is out of the sandbox")
    : problem(
        "SES sandbox",
        "the account is in the sandbox: only verified addresses get mail",
        "Request production access in the SES console, Region by Region.",
      );
}

function sending({ isSendingEnabled, enforcement }: SesAccountState): Check {
  const subject = "SES sending";
  if (!isSendingEnabled)
    return problem(subject, `sending is paused (${enforcement})`, "See the SES console's account dashboard.");
  return enforcement === "HEALTHY"
    ? ok(subject, "sending is on, the account is healthy")
    : warning(
        subject,
        `sending is on, but the account is under ${enforcement}`,
        "Answer AWS's case about it.",
      );
}

function quota({ mailsADay, mailsSentToday }: SesAccountState): Check {
  const subject = "SES mails a day";
  const status = `${mailsSentToday} of ${mailsADay} sent in 24 hours`;
  // -1 is no quota: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
  return mailsADay === -1 || mailsSentToday < mailsADay * NEAR
    ? ok(subject, status)
    : warning(subject, status, "Request a higher sending quota for SES in Service Quotas.");
}

function plan({ plan: current, nextPlan }: SesAccountState): Check {
  const subject = "SES plan";
  const status = `the pricing plan is ${current ?? "not known"}`;
  return nextPlan === undefined || nextPlan === current
    ? ok(subject, status)
    : warning(
        subject,
        `${status}, and ${nextPlan} from next month on`,
        "See what changes: https://aws.amazon.com/ses/pricing/",
      );
}

/**
 * Checks that Sendworthy's own mail can be sent and is signed by a domain at or above the sender's: without that
 * signature it fails DMARC. An identity of the address itself overrides its domain's:
 * https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export async function checkSender(
  { readIdentity }: Pick<SesAccount, "readIdentity">,
  senderAddress: string,
): Promise<Check> {
  const subject = "Sender address";
  const labels = (parseEmailAddress(senderAddress)?.domain ?? "").split(".");
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
  let isKnown = false;
  for (const identity of [senderAddress, ...domains]) {
    const state = await readIdentity(identity);
    isKnown ||= state !== undefined;
    if (state?.isVerified !== true) continue;
    if (state.isSigned) return ok(subject, `${senderAddress} is verified with DKIM, by ${identity}`);
    return warning(
      subject,
      `${senderAddress} is verified without DKIM of its domain: its mail may be filed as spam`,
      `Verify the domain ${domains[0]} in SES with Easy DKIM, and delete an identity of the address alone.`,
    );
  }
  return problem(
    subject,
    `${senderAddress} is ${isKnown ? "not verified yet" : "unknown to SES"}: no mail can be sent`,
    "Verify its domain in SES with Easy DKIM, or deploy with another SenderAddress.",
  );
}

/** Checks that the Region has room for more identities. */
export async function checkIdentities({ readIdentities }: SesAccount): Promise<Check> {
  const { count } = await readIdentities();
  const status = `${count} of ${MOST_IDENTITIES} identities in this Region, ${MOST_IDENTITIES - count} left`;
  return count < MOST_IDENTITIES * NEAR
    ? ok("SES identities", status)
    : warning("SES identities", status, "Request a higher quota, or begin another Region or account.");
}

/** One lookup each: more are not worth it, since the first ones have to be cleaned up anyway. */
const MOST_ADDRESSES = 100;

/** Checks that no e-mail-address identity overrides the settings of a customer's domain. */
export async function checkAddressIdentities(
  { readIdentities }: SesAccount,
  table: Pick<Table, "get">,
): Promise<Check> {
  const subject = "SES address identities";
  const { addresses } = await readIdentities();
  const overriding: string[] = [];
  for (const address of addresses.slice(0, MOST_ADDRESSES)) {
    const domain = address.slice(address.lastIndexOf("@") + 1);
    const { entries } = await readClaims(table, domain);
    const isCustomers = entries.some(
      ({ name, owner, state }) => state === "proved" && owner !== ACCOUNT && isAtOrBelow(domain, name),
    );
    if (isCustomers) overriding.push(address);
  }
  return overriding.length === 0
    ? ok(subject, "none overrides the settings of a customer's domain")
    : warning(
        subject,
        `their settings override those of a customer's domain: ${overriding.join(", ")}`,
        "Delete them in SES if nobody needs them, or give them the settings of the domain.",
      );
}

/** A customer notices a longer wait. */
const LONG_QUEUE_MS = 10 * 60_000;

const budget = z.object({ nextSlotAt: z.number().default(0) });

/** Checks how far ahead the slots of the SES budget are taken. */
export async function checkSesQueue(table: Pick<Table, "get">, now: number): Promise<Check> {
  const { nextSlotAt } = budget.parse((await table.get({ pk: "budget#ses", sk: "budget" })) ?? {});
  const waiting = Math.max(0, nextSlotAt - now);
  const status = `the next free slot is ${Math.round(waiting / 1000)} s away`;
  return waiting < LONG_QUEUE_MS
    ? ok("SES queue", status)
    : warning("SES queue", status, "Nothing fails, it takes long: docs/runbook.md#many-onboardings-at-once.");
}
