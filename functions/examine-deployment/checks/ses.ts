import { z } from "zod";
import type { SesAccount, SesAccountState } from "#core/deployment-ports";
import { parseEmailAddress } from "#core/names/email-address";
import type { Table } from "#core/table";
import { broken, type Check, ok, warning } from "../check.ts";

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html: verified identities in a Region. */
const MOST_IDENTITIES = 10_000;

/** A quota is near once so much of it is used. */
const NEAR = 0.8;

/** What SES lets this account do. */
export async function checkAccount({ standing }: SesAccount): Promise<Check[]> {
  const account = await standing();
  return [sandbox(account), sending(account), quota(account)];
}

function sandbox({ isOutOfSandbox }: SesAccountState): Check {
  return isOutOfSandbox
    ? ok("SES sandbox", "the account is out of the sandbox")
    : broken(
        "SES sandbox",
        "the account is in the sandbox: only verified addresses get mail",
        "Request production access in the SES console, Region by Region.",
      );
}

function sending({ isSendingEnabled, enforcement }: SesAccountState): Check {
  const subject = "SES sending";
  if (!isSendingEnabled)
    return broken(subject, `sending is paused (${enforcement})`, "See the SES console's account dashboard.");
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
  const said = `${mailsSentToday} of ${mailsADay} sent in 24 hours`;
  // -1 is no quota: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
  return mailsADay === -1 || mailsSentToday < mailsADay * NEAR
    ? ok(subject, said)
    : warning(subject, said, "Request a higher sending quota for SES in Service Quotas.");
}

/** Whether Sendworthy's own mail may leave: its address is verified, or a domain above it. */
export async function checkSender({ isVerified }: SesAccount, senderAddress: string): Promise<Check> {
  const subject = "Sender address";
  const labels = (parseEmailAddress(senderAddress)?.domain ?? "").split(".");
  const above = labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
  let isKnown = false;
  for (const identity of [senderAddress, ...above]) {
    const verified = await isVerified(identity);
    if (verified === true) return ok(subject, `${senderAddress} is verified, by ${identity}`);
    isKnown ||= verified === false;
  }
  return broken(
    subject,
    `${senderAddress} is ${isKnown ? "not verified yet" : "unknown to SES"}: no mail leaves`,
    "Verify the address or its domain in SES, or deploy with another SenderAddress.",
  );
}

/** Whether SES has room for more domains. */
export async function checkIdentities({ countIdentities }: SesAccount): Promise<Check> {
  const count = await countIdentities();
  const said = `${count} of ${MOST_IDENTITIES} identities in this Region`;
  return count < MOST_IDENTITIES * NEAR
    ? ok("SES identities", said)
    : warning("SES identities", said, "Request a higher quota, or begin another Region or account.");
}

/** Beyond that a customer wonders. */
const LONG_QUEUE_MS = 10 * 60_000;

const budget = z.object({ nextSlotAt: z.number().default(0) });

/** How long whoever needs SES now has to wait for a slot of its budget. */
export async function checkSesQueue(table: Pick<Table, "get">, now: number): Promise<Check> {
  const { nextSlotAt } = budget.parse((await table.get({ pk: "budget#ses", sk: "budget" })) ?? {});
  const waiting = Math.max(0, nextSlotAt - now);
  const said = `the next free slot is ${Math.round(waiting / 1000)} s away`;
  return waiting < LONG_QUEUE_MS
    ? ok("SES queue", said)
    : warning("SES queue", said, "Nothing fails, it takes long: docs/runbook.md#many-onboardings-at-once.");
}
