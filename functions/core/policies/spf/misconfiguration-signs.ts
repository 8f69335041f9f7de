import { canonicalName } from "#core/dns/name";
import type { MacroString } from "./domain-spec.ts";
import type { SpfSamples } from "./sample-addresses.ts";
import type { SpfReason, SpfResult } from "./spf-result.ts";
import type { Directive, SpfRecord } from "./terms.ts";

/**
 * A sign of a mistake in a syntactically valid SPF record, whether or not the mail passes; `term` is the
 * original text.
 */
export type MisconfigurationSign =
  /** The provider's include has a qualifier other than pass. */
  | { readonly code: "include-not-pass"; readonly term: string }
  /** No term includes the provider. */
  | { readonly code: "no-include" }
  /** An include similar to the provider's, such as one of amazonaws.com. */
  | { readonly code: "similar-include"; readonly term: string }
  /** "include=…" is an unknown modifier, which receivers ignore. */
  | { readonly code: "equals-sign"; readonly term: string }
  /** Terms after "all" are never evaluated (RFC 7208 §5.1). */
  | { readonly code: "all-before-include"; readonly term: string }
  /** "redirect" is ignored if there is an "all" (RFC 7208 §6.1). */
  | { readonly code: "redirect-ignored"; readonly term: string }
  /** Every sender passes. */
  | { readonly code: "plus-all"; readonly term: string }
  /** The provider's networks are copied, and they change. */
  | { readonly code: "copied-ip-range"; readonly terms: readonly string[] }
  /** "ptr" is slow and unreliable (RFC 7208 §5.5). */
  | { readonly code: "ptr"; readonly term: string }
  /** The provider's mail passes, but the evaluation for an address that matches nothing ends in an error. */
  | { readonly code: "error-later"; readonly reason: SpfReason };

/** The SPF record, and the evaluations in which signs are sought. */
export interface SignSource {
  readonly name: string;
  readonly record: SpfRecord;
  readonly samples: SpfSamples;
  readonly results: readonly SpfResult[];
  /** The evaluation with an address that matches no term. */
  readonly whole: SpfResult | undefined;
}

/** Returns all signs of mistakes in a record. */
export function misconfigurationSigns(source: SignSource): readonly MisconfigurationSign[] {
  const passes = source.results.length > 0 && source.results.every(({ result }) => result === "pass");
  return [...includeSigns(source, passes), ...recordSigns(source), ...laterSigns(source, passes)];
}

function includeSigns(
  { record, samples, results, name }: SignSource,
  passes: boolean,
): readonly MisconfigurationSign[] {
  const { include } = samples;
  const at = record.directives.findIndex((directive) => targetOf(directive) === include);
  const found = record.directives[at];
  const copied = copiedNetworks(record, samples);
  if (found === undefined) {
    if (passes) return copied.length > 0 && matchesHere(results, name) ? [copiedSign(copied)] : [];
    const similar = record.directives.filter((one) => isSimilar(targetOf(one) ?? "", include));
    const modifiers = record.unknownModifiers.filter((term) => /^include=/i.test(term));
    const signs: readonly MisconfigurationSign[] = [
      ...similar.map(({ text }) => ({ code: "similar-include", term: text }) as const),
      ...modifiers.map((term) => ({ code: "equals-sign", term }) as const),
      ...(copied.length > 0 ? [copiedSign(copied)] : []),
    ];
    return signs.length > 0 ? signs : [{ code: "no-include" }];
  }
  const all = record.directives.findIndex(({ mechanism }) => mechanism === "all");
  const [early] = all >= 0 && all < at ? [record.directives[all]] : [];
  if (early !== undefined) return [{ code: "all-before-include", term: early.text }];
  return found.qualifier === "+" ? [] : [{ code: "include-not-pass", term: found.text }];
}

function recordSigns({ record }: SignSource): readonly MisconfigurationSign[] {
  const all = record.directives.find(({ mechanism }) => mechanism === "all");
  const ptr = record.directives.find(({ mechanism }) => mechanism === "ptr");
  return [
    ...(all?.qualifier === "+" ? [{ code: "plus-all", term: all.text } as const] : []),
    ...(all !== undefined && record.redirect !== undefined
      ? [{ code: "redirect-ignored", term: record.redirect.text } as const]
      : []),
    ...(ptr === undefined ? [] : [{ code: "ptr", term: ptr.text } as const]),
  ];
}

function laterSigns({ whole }: SignSource, passes: boolean): readonly MisconfigurationSign[] {
  return passes && whole?.result === "permerror" && whole.reason !== undefined
    ? [{ code: "error-later", reason: whole.reason }]
    : [];
}

/** Returns the name of an include, unless it contains macros. */
function targetOf(directive: Directive): string | undefined {
  return directive.mechanism === "include" ? plainName(directive.domain) : undefined;
}

function plainName(spec: MacroString): string | undefined {
  const [only] = spec;
  return spec.length === 1 && typeof only === "string" ? canonicalName(only) : undefined;
}

function copiedSign(terms: readonly string[]): MisconfigurationSign {
  return { code: "copied-ip-range", terms };
}

function copiedNetworks({ directives }: SpfRecord, { networks }: SpfSamples): readonly string[] {
  const known = new Set(networks.map((network) => network.toLowerCase()));
  return directives
    .map(({ text }) => text)
    .filter((text) => known.has(text.replace(/^\+/, "").toLowerCase()));
}

/** Returns whether the sample addresses match a network in the record itself, not in an include. */
function matchesHere(results: readonly SpfResult[], name: string): boolean {
  return results.some(
    ({ matched }) => matched?.domain === canonicalName(name) && /^\+?ip[46]:/i.test(matched.term),
  );
}

/**
 * Recognises names that people write instead of the provider's: amazonaws.com, subdomains, and typing errors.
 */
function isSimilar(name: string, include: string): boolean {
  if (name === "" || name === include) return false;
  const [own = ""] = include.split(".");
  const isNeighbour = own === "amazonses" && /(^|\.)amazonaws\.com$/.test(name);
  return isNeighbour || name.includes(own) || distance(name, include) <= 2;
}

/** Returns the Levenshtein distance of two short texts. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one.slice(0, 64)].entries()) {
    const next = [line + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
