import { cut } from "#core/names/cut";
import type { TicketField } from "#core/onboarding/ticket-fields";
import { languageNamed } from "#core/words/languages";

/** Longer than any valid value, including 20 addresses of 254 characters with names. */
const LONGEST = 10_000;

/** The ways in which people write that a field has no value. */
const NOTHING = /^(?:-+|n\/?a|none|keine?r?|aucune?|ningun[oa]|nessun[oa])?$/i;

const YES = /^(?:yes|true|y|ja|oui|s[iíì])$/i;
const NO = /^(?:no|false|n|nein|non)$/i;

/** Returns true if a person wrote that a field has no value. */
export function isNothing(text: string): boolean {
  const said = text.trim();
  return said !== "" && NOTHING.test(said);
}

/**
 * Converts a value from a desk's field or a form to that of a request; `undefined` if it is empty. A value
 * that can't be read is kept unchanged.
 */
export function fieldData(field: TicketField, sent: unknown): unknown {
  const texts = textsOf(sent).filter((text) => !NOTHING.test(text));
  if (texts.length === 0) return undefined;
  const text = cut(texts.join(", "), LONGEST);
  switch (field) {
    case "fromAddresses":
      return addressesIn(text);
    case "requester":
    case "replyAddress":
    case "dnsContact":
      return oneOf(addressesIn(text)) ?? text;
    case "mailboxExists":
      return YES.test(text) ? true : NO.test(text) ? false : text;
    case "migratingFrom":
      return migrationIn(text);
    case "mailFrom":
    case "identity":
      return text.replace(/^https?:\/\/|\/$/gi, "");
    case "language":
    case "dnsContactLanguage":
      return languageNamed(text) ?? text;
    case "project":
    case "timeZone":
      return text;
  }
}

/** Desks send texts, numbers, lists of these, options as `{value}`, and users as `{emailAddress}`. */
function textsOf(sent: unknown): string[] {
  if (Array.isArray(sent)) return sent.flatMap(shallowTextsOf);
  return shallowTextsOf(sent);
}

function shallowTextsOf(sent: unknown): string[] {
  switch (typeof sent) {
    case "string":
      return [sent.trim()];
    case "number":
    case "boolean":
      return [String(sent)];
    case "object": {
      const { value, emailAddress }: { value?: unknown; emailAddress?: unknown } = sent ?? {};
      return [value ?? emailAddress].flatMap((text) => (typeof text === "string" ? [text.trim()] : []));
    }
    default:
      return [];
  }
}

/**
 * Returns the addresses in a text without names or words around them. A text without an address is split into
 * words, so that the validation error can show them.
 */
function addressesIn(text: string): string[] {
  const words = text
    .replace(/mailto:/gi, " ")
    .split(/[\s,;<>()[\]|"'`“”„‘’«»]+/u)
    .filter((word) => word !== "");
  const addresses = words.filter((word) => word.includes("@"));
  return [...new Set(addresses.length > 0 ? addresses : words)];
}

function oneOf(words: readonly string[]): string | undefined {
  return words.length === 1 ? words[0] : undefined;
}

/** Reads a text such as "Mailchimp, news@old.example": the addresses, and the rest as the provider's name. */
function migrationIn(text: string): { provider?: string; addresses: string[] } {
  const addresses = addressesIn(text).filter((word) => word.includes("@"));
  const provider = text
    .split(/[\s,;<>()]+/u)
    .filter((word) => !word.includes("@"))
    .join(" ")
    .trim();
  return { ...(provider === "" ? {} : { provider }), addresses };
}
