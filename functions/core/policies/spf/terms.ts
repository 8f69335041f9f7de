import type { MacroString } from "./domain-spec.ts";
import type { IpAddress } from "./ip-address.ts";

/** What a directive's match means (RFC 7208 §4.6.2). */
export type Qualifier = "+" | "-" | "~" | "?";

/** What all directives have. */
export interface Term {
  readonly qualifier: Qualifier;
  /** As it is written in the record. */
  readonly text: string;
}

/** A directive of an SPF record. */
export type Directive = Term &
  (
    | { readonly mechanism: "all" }
    | { readonly mechanism: "include"; readonly domain: MacroString }
    | { readonly mechanism: "exists"; readonly domain: MacroString }
    | { readonly mechanism: "ptr"; readonly domain?: MacroString }
    | {
        readonly mechanism: "a" | "mx";
        readonly domain?: MacroString;
        readonly prefix4: number;
        readonly prefix6: number;
      }
    | { readonly mechanism: "ip4" | "ip6"; readonly network: IpAddress; readonly prefix: number }
  );

/** An SPF record, taken apart. */
export interface SpfRecord {
  readonly kind: "record";
  readonly directives: readonly Directive[];
  readonly redirect?: { readonly text: string; readonly domain: MacroString };
  /** Modifiers that mean nothing to SPF, as they are written. */
  readonly unknownModifiers: readonly string[];
}

/** Why a term spoils its record. */
export type SyntaxFault =
  | "unknown-mechanism"
  | "bad-character"
  | "bad-address"
  | "bad-prefix"
  | "bad-domain"
  | "missing-argument"
  | "unwanted-argument"
  | "repeated-modifier";

/** The first term that is not well-formed. */
export interface SpfSyntaxError {
  readonly kind: "syntax-error";
  readonly term: string;
  readonly because: SyntaxFault;
}
