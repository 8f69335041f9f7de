import { canonicalName } from "./name.ts";
import { remembered } from "./remembered.ts";

/** RFC 7208 §4.5: a space or the end follows the version; any other TXT is not an SPF record. */
const VERSION = /^v=spf1(?: |$)/i;
const DIRECTIVE = /^([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)([:/].+)?$/i;
/** RFC 7208 §6: unknown modifiers are ignored, while an unknown mechanism is an error. */
const MODIFIER = /^[a-z][a-z0-9_.-]*=\S*$/i;

/** Returns whether a TXT value is an SPF record. */
export function isSpf(text: string): boolean {
  return VERSION.test(text);
}

/**
 * Returns the domains that an SPF record includes with "pass" before any `all`; none if the record has a
 * syntax error.
 */
export const spfIncludes = remembered((record): ReadonlySet<string> => {
  const includes = new Set<string>();
  let ended = false;
  for (const term of record.split(" ").slice(1)) {
    if (term === "" || MODIFIER.test(term)) continue;
    const [, qualifier, mechanism, argument] = DIRECTIVE.exec(term) ?? [];
    // RFC 7208 §4.6: a syntax error anywhere makes the whole record void.
    if (mechanism === undefined || !isWellFormed(mechanism.toLowerCase(), argument)) return new Set();
    // RFC 7208 §5.1: mechanisms after "all" are never tested.
    if (mechanism.toLowerCase() === "all") ended = true;
    const passes = qualifier === "" || qualifier === "+";
    if (!ended && passes && mechanism.toLowerCase() === "include" && argument !== undefined) {
      includes.add(canonicalName(argument.slice(1)));
    }
  }
  return includes;
});

function isWellFormed(mechanism: string, argument: string | undefined): boolean {
  if (mechanism === "all") return argument === undefined;
  return ["a", "mx", "ptr"].includes(mechanism) || argument?.startsWith(":") === true;
}
