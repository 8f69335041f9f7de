import { cut } from "#core/names/cut";
import type { TicketField } from "#core/onboarding/ticket-fields";

/** Longer than any value that is right, 20 addresses of 254 characters with names around them included. */
const LONGEST = 10_000;

/** What people write for nothing. */
const NOTHING = /^(?:-+|n\/?a|none)?$/i;

/** A value of a request, from what a desk's field or form says; `undefined` for nothing. What fits nowhere stays as it is. */
export function fieldData(field: TicketField, said: unknown): unknown {
  const texts = textsOf(said).filter((text) => !NOTHING.test(text));
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
      return /^(?:yes|true|y)$/i.test(text) ? true : /^(?:no|false|n)$/i.test(text) ? false : text;
    case "migratingFrom":
      return migrationIn(text);
    case "mailFrom":
    case "identity":
      return text.replace(/^https?:\/\/|\/$/gi, "");
    case "project":
    case "timeZone":
      return text;
  }
}

/** Desks give texts, numbers, lists of them, options `{value}` and users `{emailAddress}`. */
function textsOf(said: unknown): string[] {
  if (Array.isArray(said)) return said.flatMap(shallowTextsOf);
  return shallowTextsOf(said);
}

function shallowTextsOf(said: unknown): string[] {
  switch (typeof said) {
    case "string":
      return [said.trim()];
    case "number":
    case "boolean":
      return [String(said)];
    case "object": {
      const { value, emailAddress }: { value?: unknown; emailAddress?: unknown } = said ?? {};
      return [value ?? emailAddress].flatMap((text) => (typeof text === "string" ? [text.trim()] : []));
    }
    default:
      return [];
  }
}

/** Without the names and words around them; all words if there is no address, so that a fault can show them. */
function addressesIn(text: string): string[] {
  const words = text
    .replace(/mailto:/gi, " ")
    .split(/[\s,;<>()[\]|"'`]+/u)
    .filter((word) => word !== "");
  const addresses = words.filter((word) => word.includes("@"));
  return [...new Set(addresses.length > 0 ? addresses : words)];
}

function oneOf(words: readonly string[]): string | undefined {
  return words.length === 1 ? words[0] : undefined;
}

/** "Mailchimp, news@old.example": the addresses, and what else is said is the provider's name. */
function migrationIn(text: string): { provider?: string; addresses: string[] } {
  const addresses = addressesIn(text).filter((word) => word.includes("@"));
  const provider = text
    .split(/[\s,;<>()]+/u)
    .filter((word) => !word.includes("@"))
    .join(" ")
    .trim();
  return { ...(provider === "" ? {} : { provider }), addresses };
}
