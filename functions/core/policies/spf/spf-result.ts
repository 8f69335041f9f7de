import type { DnsAnswer, UnknownReason } from "#core/dns/observation";
import type { SpfSyntaxError } from "./terms.ts";

/** The record types that an evaluation asks for. */
export type SpfRecordType = "A" | "AAAA" | "MX" | "PTR" | "TXT";

/** Asks the DNS; an answer of kind "unknown" is a temporary error. */
export type SpfAsk = (name: string, type: SpfRecordType) => Promise<DnsAnswer>;

/** The results of RFC 7208 §2.6. */
export type SpfOutcome = "none" | "neutral" | "pass" | "fail" | "softfail" | "temperror" | "permerror";

/** Why an evaluation found no record or ended in an error; `domain` is the name whose record caused it. */
export type SpfReason = { readonly domain: string } & (
  | { readonly code: "malformed-domain" | "no-record" | "two-records" }
  | { readonly code: "syntax-error"; readonly error: SpfSyntaxError }
  | {
      readonly code:
        | "too-many-lookups"
        | "too-many-void-lookups"
        | "too-many-mx-names"
        /** The target of an include or a redirect has no SPF record. */
        | "leads-nowhere";
      readonly term: string;
    }
  | { readonly code: "no-answer"; readonly asked: string; readonly because: UnknownReason }
);

/** The result of an evaluation. */
export interface SpfResult {
  readonly result: SpfOutcome;
  readonly reason?: SpfReason;
  /** The innermost term that matched, and the domain of its record. */
  readonly matched?: { readonly domain: string; readonly term: string };
  /** The number of terms that queried DNS (RFC 7208 §4.6.4). */
  readonly lookUps: number;
  readonly voidLookUps: number;
}

/** Is thrown to end an evaluation with an error. */
export class SpfStop extends Error {
  override readonly name = "SpfStop";
  readonly result: "temperror" | "permerror";
  readonly reason: SpfReason;
  constructor(result: "temperror" | "permerror", reason: SpfReason) {
    super(reason.code);
    this.result = result;
    this.reason = reason;
  }
}
