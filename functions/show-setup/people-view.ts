import { printable } from "#core/names/printable";
import { openHandOffs } from "#core/onboarding/changes/hand-off";
import { isCheckable } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { HAND_OFF_MS } from "#core/onboarding/schedule";
import type { Texts } from "#core/words/texts";
import { markTime } from "#platform/http/html-text";

const DAY_MS = 86_400_000;

/** The form that mails the records to another person, with the links that were sent. */
export interface SendView extends Labels<"text" | "label" | "button" | "end"> {
  readonly sent: readonly { readonly at: number; readonly text: string }[];
}

/** The form that changes the DNS contact. */
export interface ContactView extends Labels<"title" | "text" | "label" | "none" | "button"> {
  readonly address: string;
}

type Labels<Names extends string> = Readonly<Record<Names, string>>;

/** Prepares the form that mails the records to another person. */
export function sendView(onboarding: Onboarding, now: number, { text }: Texts): SendView {
  return {
    text: text("page.hand-off.send.text", { days: HAND_OFF_MS / DAY_MS }),
    label: text("page.hand-off.send.label"),
    button: text("page.hand-off.send.button"),
    end: text("page.hand-off.end"),
    sent: openHandOffs(onboarding, now).map(({ at, address, until }) => ({
      at,
      text: text("page.hand-off.sent-to", { address: printable(address), until: markTime(until) }),
    })),
  };
}

/** Prepares the form that changes the DNS contact; `undefined` if nothing is left to do. */
export function contactView(onboarding: Onboarding, { text }: Texts): ContactView | undefined {
  if (!isCheckable(onboarding)) return undefined;
  const { dnsContact } = onboarding;
  const requester = printable(onboarding.requester);
  return {
    title: text("page.contact.title", { contact: dnsContact === undefined ? "none" : "other" }),
    text: text(dnsContact === undefined ? "page.contact.first" : "page.contact.text", { requester }),
    label: text("page.contact.label"),
    none: dnsContact === undefined ? "" : text("page.contact.none"),
    button: text("page.contact.button"),
    address: dnsContact ?? "",
  };
}
