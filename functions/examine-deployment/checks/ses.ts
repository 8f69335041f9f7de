import * as z from "zod";
import { readClaims } from "#core/claims/claim-store";
import { ACCOUNT } from "#core/claims/claims";
import type { SesAccount, SesAccountState } from "#core/deployment-ports";
import { isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import type { Table } from "#core/table";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem, warning } from "../check.ts";

const { text } = textsIn("en");

/** The quota of verified identities in a Region: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MOST_IDENTITIES = 10_000;

/** The share of a quota at which a check warns. */
const NEAR = 0.8;

/** Checks the account's limits and status in SES. */
export async function checkAccount({ readState }: SesAccount): Promise<Check[]> {
  const account = await readState();
  return [sandbox(account), sending(account), quota(account), plan(account)];
}

function sandbox({ isOutOfSandbox }: SesAccountState): Check {
  return isOutOfSandbox
    ? ok("SES sandbox", text("operators.doctor.sandbox.out"))
    : problem("SES sandbox", text("operators.doctor.sandbox.in"), text("operators.doctor.sandbox.todo"));
}

function sending({ isSendingEnabled, enforcement }: SesAccountState): Check {
  const subject = "SES sending";
  if (!isSendingEnabled)
    return problem(
      subject,
      text("operators.doctor.sending.paused", { status: enforcement }),
      text("operators.doctor.sending.paused.todo"),
    );
  return enforcement === "HEALTHY"
    ? ok(subject, text("operators.doctor.sending.healthy"))
    : warning(
        subject,
        text("operators.doctor.sending.review", { status: enforcement }),
        text("operators.doctor.sending.review.todo"),
      );
}

function quota({ mailsADay, mailsSentToday }: SesAccountState): Check {
  const subject = "SES daily quota";
  const status = text("operators.doctor.quota", { sent: mailsSentToday, quota: mailsADay });
  // -1 means that there is no quota:
  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
  return mailsADay === -1 || mailsSentToday < mailsADay * NEAR
    ? ok(subject, status)
    : warning(subject, status, text("operators.doctor.quota.todo"));
}

function plan({ plan: current, nextPlan }: SesAccountState): Check {
  const subject = "SES plan";
  const status = text("operators.doctor.plan", { plan: current ?? text("operators.doctor.plan.unknown") });
  return nextPlan === undefined || nextPlan === current
    ? ok(subject, status)
    : warning(
        subject,
        text("operators.doctor.plan.next", { now: status, next: nextPlan }),
        text("operators.doctor.plan.todo"),
      );
}

/**
 * Checks that Sendworthy's own mail can be sent, and is signed by a domain at or above the sender's; without
 * this signature it fails DMARC. An e-mail-address identity of the sender overrides the domain's:
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
    if (state.isSigned)
      return ok(subject, text("operators.doctor.sender.verified", { address: senderAddress, identity }));
    return warning(
      subject,
      text("operators.doctor.sender.without-dkim", { address: senderAddress }),
      text("operators.doctor.sender.without-dkim.todo", { domain: domains[0] ?? senderAddress }),
    );
  }
  return problem(
    subject,
    text("operators.doctor.sender.unusable", { known: isKnown ? "yes" : "other", address: senderAddress }),
    text("operators.doctor.sender.todo"),
  );
}

/** Checks that the Region has room for more identities. */
export async function checkIdentities({ readIdentities }: SesAccount): Promise<Check> {
  const { count } = await readIdentities();
  const status = text("operators.doctor.identities", {
    count,
    most: MOST_IDENTITIES,
    left: MOST_IDENTITIES - count,
  });
  return count < MOST_IDENTITIES * NEAR
    ? ok("SES identities", status)
    : warning("SES identities", status, text("operators.doctor.identities.todo"));
}

/** Each takes one query. More are not checked, because the first ones have to be cleaned up anyway. */
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
    ? ok(subject, text("operators.doctor.address-identities.none"))
    : warning(
        subject,
        text("operators.doctor.address-identities.some", { addresses: overriding.join(", ") }),
        text("operators.doctor.address-identities.todo"),
      );
}

/** A wait that customers notice. */
const LONG_QUEUE_MS = 10 * 60_000;

const budget = z.object({ nextSlotAt: z.number().default(0) });

/** Checks how far in the future the SES budget's next free slot is. */
export async function checkSesQueue(table: Pick<Table, "get">, now: number): Promise<Check> {
  const { nextSlotAt } = budget.parse((await table.get({ pk: "budget#ses", sk: "budget" })) ?? {});
  const waiting = Math.max(0, nextSlotAt - now);
  const status = text("operators.doctor.ses-queue", { seconds: Math.round(waiting / 1000) });
  return waiting < LONG_QUEUE_MS
    ? ok("SES queue", status)
    : warning("SES queue", status, text("operators.doctor.ses-queue.todo"));
}
