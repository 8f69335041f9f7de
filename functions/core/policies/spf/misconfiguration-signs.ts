import { canonicalName } from "#core/dns/name";
import type { MacroString } from "./domain-spec.ts";
import type { SpfSamples } from "./sample-addresses.ts";
import type { SpfReason, SpfResult } from "./spf-result.ts";
import type { Directive, SpfRecord } from "./terms.ts";

/** What there is to tell of a well-formed SPF record, whether or not the mail passes; `term` is as it is written. */
export type MisconfigurationSign =
  /** The provider's include is there, and says something else than pass. */
  | { readonly code: "include-not-pass"; readonly term: string }
  /** No term leads to the provider. */
  | { readonly code: "no-include" }
  /** An include that is almost the provider's, such as one of amazonaws.com. */
  | { readonly code: "similar-include"; readonly term: string }
  /** "include=…": an unknown modifier, which means nothing. */
  | { readonly code: "equals-sign"; readonly term: string }
  /** What stands after "all" is never looked at. */
  | { readonly code: "all-before-include"; readonly term: string }
  /** "all" makes "redirect" void. */
  | { readonly code: "redirect-ignored"; readonly term: string }
  /** Anybody passes. */
  | { readonly code: "plus-all"; readonly term: string }
  /** The provider's networks are written out: they change. */
  | { readonly code: "copied-ip-range"; readonly terms: readonly string[] }
  /** Slow and unreliable (RFC 7208 §5.5). */
  | { readonly code: "ptr"; readonly term: string }
  /** The samples pass, and yet a receiver that goes on to the end meets an error. */
  | { readonly code: "error-later"; readonly reason: SpfReason };

/** What the tells are drawn from. */
export interface SignSource {
  readonly name: string;
  readonly record: SpfRecord;
  readonly samples: SpfSamples;
  readonly results: readonly SpfResult[];
  /** The evaluation with an address that nobody sends from. */
  readonly whole: SpfResult | undefined;
}

/** All that there is to tell of a record. */
export function misconfigurationSigns(source: SignSource): readonly MisconfigurationSign[] {
  const passes = source.results.length > 0 && source.results.every(({ result }) => result === "pass");
  return [...includeTells(source, passes), ...recordTells(source), ...laterTells(source, passes)];
}

function includeTells(
  { record, samples, results, name }: SignSource,
  passes: boolean,
): readonly MisconfigurationSign[] {
  const { include } = samples;
  const at = record.directives.findIndex((directive) => targetOf(directive) === include);
  const found = record.directives[at];
  const copied = copiedNetworks(record, samples);
  if (found === undefined) {
    if (passes) return copied.length > 0 && matchesHere(results, name) ? [copiedTell(copied)] : [];
    const similar = record.directives.filter((one) => isSimilar(targetOf(one) ?? "", include));
    const modifiers = record.unknownModifiers.filter((term) => /^include=/i.test(term));
    const tells: readonly MisconfigurationSign[] = [
      ...similar.map(({ text }) => ({ code: "similar-include", term: text }) as const),
      ...modifiers.map((term) => ({ code: "equals-sign", term }) as const),
      ...(copied.length > 0 ? [copiedTell(copied)] : []),
    ];
    return tells.length > 0 ? tells : [{ code: "no-include" }];
  }
  const all = record.directives.findIndex(({ mechanism }) => mechanism === "all");
  const [early] = all >= 0 && all < at ? [record.directives[all]] : [];
  if (early !== undefined) return [{ code: "all-before-include", term: early.text }];
  return found.qualifier === "+" ? [] : [{ code: "include-not-pass", term: found.text }];
}

function recordTells({ record }: SignSource): readonly MisconfigurationSign[] {
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

function laterTells({ whole }: SignSource, passes: boolean): readonly MisconfigurationSign[] {
  return passes && whole?.result === "permerror" && whole.reason !== undefined
    ? [{ code: "error-later", reason: whole.reason }]
    : [];
}

/** The one name that an include leads to, if it is written without macros. */
function targetOf(directive: Directive): string | undefined {
  return directive.mechanism === "include" ? plainName(directive.domain) : undefined;
}

function plainName(spec: MacroString): string | undefined {
  const [only] = spec;
  return spec.length === 1 && typeof only === "string" ? canonicalName(only) : undefined;
}

function copiedTell(terms: readonly string[]): MisconfigurationSign {
  return { code: "copied-ip-range", terms };
}

function copiedNetworks({ directives }: SpfRecord, { networks }: SpfSamples): readonly string[] {
  const known = new Set(networks.map((network) => network.toLowerCase()));
  return directives
    .map(({ text }) => text)
    .filter((text) => known.has(text.replace(/^\+/, "").toLowerCase()));
}

/** Whether the samples pass by a network in the record itself, and not by what it includes. */
function matchesHere(results: readonly SpfResult[], name: string): boolean {
  return results.some(
    ({ matched }) => matched?.domain === canonicalName(name) && /^\+?ip[46]:/i.test(matched.term),
  );
}

/** Names that people write for the provider's: its neighbour among Amazon's domains, sub-domains, and slips of a letter. */
function isSimilar(name: string, include: string): boolean {
  if (name === "" || name === include) return false;
  const [own = ""] = include.split(".");
  const isNeighbour = own === "amazonses" && /(^|\.)amazonaws\.com$/.test(name);
  return isNeighbour || name.includes(own) || distance(name, include) <= 2;
}

/** Insertions, deletions and replacements between two short texts (Levenshtein). */
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
