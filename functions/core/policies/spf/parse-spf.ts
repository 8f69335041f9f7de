import { remembered } from "#core/dns/remembered";
import { isSpf } from "#core/dns/spf-record";
import { parseDomainSpec, parseMacroString } from "./domain-spec.ts";
import { isPrintable, readDirective } from "./read-directive.ts";
import type { Directive, SpfRecord, SpfSyntaxError, SyntaxFault } from "./terms.ts";

/** RFC 7208 §4.6.1: a modifier's name ends at the first equals sign. */
const MODIFIER = /^([a-z][a-z0-9_.-]*)=(.*)$/is;

/** Parses an SPF record by the grammar of RFC 7208 §12; "not-spf" for any other text. */
export const parseSpf = remembered((text): SpfRecord | SpfSyntaxError | { readonly kind: "not-spf" } =>
  isSpf(text) ? parseTerms(text) : { kind: "not-spf" },
);

function parseTerms(text: string): SpfRecord | SpfSyntaxError {
  const directives: Directive[] = [];
  const modifiers = new Map<string, string>();
  const unknownModifiers: string[] = [];
  // RFC 7208 §4.6.1: only spaces separate terms, one or more.
  for (const term of text.split(" ").slice(1)) {
    if (term === "") continue;
    const modifier = MODIFIER.exec(term);
    const [, name = "", value = ""] = modifier ?? [];
    const known = ["redirect", "exp"].includes(name.toLowerCase());
    if (known && modifiers.has(name.toLowerCase())) return wrong(term, "repeated-modifier");
    const read = modifier === null ? readDirective(term) : checkModifier(value, known);
    if (typeof read === "string") return wrong(term, read);
    if (known) modifiers.set(name.toLowerCase(), value);
    else if (modifier !== null) unknownModifiers.push(term);
    if (read !== undefined) directives.push(read);
  }
  const redirect = modifiers.get("redirect");
  const domain = redirect === undefined ? undefined : parseDomainSpec(redirect);
  return {
    kind: "record",
    directives,
    unknownModifiers,
    ...(domain === undefined ? {} : { redirect: { text: `redirect=${redirect}`, domain } }),
  };
}

function wrong(term: string, because: SyntaxFault): SpfSyntaxError {
  return { kind: "syntax-error", term, because };
}

function checkModifier(value: string, known: boolean): SyntaxFault | undefined {
  const parsed = known ? parseDomainSpec(value) : parseMacroString(value, "explanation");
  if (parsed !== undefined) return undefined;
  return value === "" ? "missing-argument" : isPrintable(value) ? "bad-domain" : "bad-character";
}
