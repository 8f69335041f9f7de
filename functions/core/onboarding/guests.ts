import * as z from "zod";
import type { Guest } from "./event-types.ts";

const time = z.number().int();

/** A hand-off: the mail with the records that went to one address on request, with a link of its own. */
export const handOff = z.object({
  address: z.string(),
  language: z.string().optional(),
  at: time,
  until: time,
  /** A later version of the set-up link ends this one. */
  linkVersion: z.number().int(),
  endedAt: time.optional(),
});

/** A hand-off: the mail with the records that went to one address on request, with a link of its own. */
export type HandOff = z.infer<typeof handOff>;

/** A DNS contact who was replaced. */
export const formerContact = z.object({
  address: z.string(),
  language: z.string().optional(),
  replacedAt: time,
});

/** The people of an onboarding who get one mail each. */
interface Guests {
  readonly handOffs?: readonly HandOff[] | undefined;
  readonly formerContacts?: ReadonlyArray<z.infer<typeof formerContact>> | undefined;
}

/** Returns the person who gets an event's mail; `undefined` if there is nothing left to tell them. */
export function guestOf(
  guest: Guest,
  { at }: { readonly at: number },
  { handOffs = [], formerContacts = [] }: Guests,
): { readonly address: string; readonly language?: string | undefined } | undefined {
  return guest === "hand-off"
    ? handOffs.find((one) => one.at === at && one.endedAt === undefined)
    : formerContacts.find(({ replacedAt }) => replacedAt === at);
}
