import * as z from "zod";
import { emailAddress } from "#core/names/email-address";
import { changeDnsContact } from "#core/onboarding/changes/change-dns-contact";
import { endHandOff, handOff } from "#core/onboarding/changes/hand-off";
import type { Onboarding } from "#core/onboarding/onboarding";
import { faultsOf, writtenFaults } from "#core/tickets/fault";
import type { Texts } from "#core/words/texts";
import type { Decision } from "./decision.ts";

/** The data of a submitted form, and its reader. */
interface SentForm {
  readonly now: number;
  readonly sent: unknown;
  readonly texts: Texts;
}

const BY = "customer";

const sending = z.object({ address: emailAddress });

/** A hand-off is identified by the time at which it was sent. */
const ending = z.object({ end: z.coerce.number().int() });

const nobody = z.object({ address: z.string().trim().length(0) });

/** Handles "Send the records" and "End this link". */
export function decideHandOff(current: Onboarding, { now, sent, texts }: SentForm): Decision {
  const { data: ended } = ending.safeParse(sent);
  if (ended !== undefined) {
    const change = endHandOff(current, ended.end, now, BY);
    return { ...(change && { change }), done: "hand-off-ended" };
  }
  const read = sending.safeParse(sent);
  if (!read.success) return refusedAddress(read.error, sent, texts);
  const to = { address: read.data.address, language: texts.language };
  const change = handOff(current, to, { now, by: BY });
  if (change === "over") return { done: "nothing-to-do" };
  return change === "too-often" ? { done: "handed-off-often" } : { change, done: "handed-off" };
}

/** Handles "Change the DNS contact". */
export function decideContact(current: Onboarding, { now, sent, texts }: SentForm): Decision {
  const isNobody = nobody.safeParse(sent).success;
  const read = sending.safeParse(sent);
  if (!isNobody && !read.success) return refusedAddress(read.error, sent, texts);
  const address = read.data?.address;
  const change = changeDnsContact(current, { address }, { now, by: BY });
  if (change === "over") return { done: "nothing-to-do" };
  if (change === "too-often") return { done: "contact-often" };
  return change === "unchanged" ? { done: "contact-changed" } : { change, done: "contact-changed" };
}

function refusedAddress(error: z.ZodError, sent: unknown, texts: Texts): Decision {
  const faults = writtenFaults(faultsOf(error, sent), texts);
  return { problem: { status: 422, title: texts.text("page.refusal.address"), faults } };
}
