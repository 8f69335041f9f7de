import * as z from "zod";
import type { Guest } from "./event-types.ts";

const time = z.number().int();

/** A hand-off: a mail with the records to one address, sent on request, with a separate link. */
export const handOff = z.object({
  address: z.string(),
  language: z.string().optional(),
  at: time,
  until: time,
  /** The version of the set-up link; a later version invalidates the hand-off's link. */
  linkVersion: z.number().int(),
  endedAt: time.optional(),
});

/** A hand-off: a mail with the records to one address, sent on request, with a separate link. */
export type HandOff = z.infer<typeof handOff>;

/** A DNS contact who was replaced by another. */
export const formerContact = z.object({
  address: z.string(),
  language: z.string().optional(),
  replacedAt: time,
});

/** The people of an onboarding who get a single mail each. */
interface Guests {
  readonly handOffs?: readonly HandOff[] | undefined;
  readonly formerContacts?: ReadonlyArray<z.infer<typeof formerContact>> | undefined;
}

/** Returns the person who gets an event's mail; `undefined` if the mail is no longer needed. */
export function guestOf(
  guest: Guest,
  { at }: { readonly at: number },
  { handOffs = [], formerContacts = [] }: Guests,
): { readonly address: string; readonly language?: string | undefined } | undefined {
  return guest === "hand-off"
    ? handOffs.find((one) => one.at === at && one.endedAt === undefined)
    : formerContacts.find(({ replacedAt }) => replacedAt === at);
}
