import { LONGEST_NAME } from "#core/names/domain-name";
import type { Macro, MacroString } from "./domain-spec.ts";
import { type IpAddress, isIp6, partsOf } from "./ip-address.ts";

/** The values of the macro letters (RFC 7208 §7.2). */
export interface MacroValues {
  readonly sender: string;
  readonly helo: string;
  readonly ip: IpAddress;
  /** The domain under evaluation: include and redirect change it. */
  readonly domain: string;
  /** The validated domain name of the address. */
  validated(): Promise<string>;
}

/** Expands a domain-spec to a name; one that is too long loses labels on its left (RFC 7208 §7.3). */
export async function expandName(spec: MacroString, values: MacroValues): Promise<string> {
  const pieces = await Promise.all(
    spec.map((piece) => (typeof piece === "string" ? piece : expand(piece, values))),
  );
  let name = pieces.join("").replace(/\.$/, "");
  while (name.length > LONGEST_NAME && name.includes(".")) name = name.slice(name.indexOf(".") + 1);
  return name;
}

async function expand({ letter, parts, reversed, delimiters }: Macro, values: MacroValues): Promise<string> {
  const value = await meaningOf(letter.toLowerCase(), values);
  const split = value.split(new RegExp(`[${delimiters.replace(/[-/]/g, "\\$&")}]`));
  const ordered = reversed ? split.reverse() : split;
  const kept = parts === undefined ? ordered : ordered.slice(-parts);
  const joined = kept.join(".");
  // RFC 7208 §7.3: upper-case letters ask for URL escaping of all but the unreserved characters of RFC 3986.
  return letter === letter.toLowerCase() ? joined : escapeUrl(joined);
}

function meaningOf(letter: string, values: MacroValues): string | Promise<string> {
  const { sender, domain, ip, helo } = values;
  const at = sender.lastIndexOf("@");
  switch (letter) {
    case "s":
      return sender;
    case "l":
      return sender.slice(0, at);
    case "o":
      return sender.slice(at + 1);
    case "d":
      return domain;
    case "i":
      return partsOf(ip).join(".");
    case "p":
      return values.validated();
    case "v":
      return isIp6(ip) ? "ip6" : "in-addr";
    default:
      return helo;
  }
}

function escapeUrl(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
