import type { MacroString } from "./domain-spec.ts";
import type { IpAddress } from "./ip-address.ts";

/** The qualifier of a directive: the result of the evaluation if the directive matches (RFC 7208 §4.6.2). */
export type Qualifier = "+" | "-" | "~" | "?";

/** The fields of every directive. */
export interface Term {
  readonly qualifier: Qualifier;
  /** The directive as the record writes it. */
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

/** A parsed SPF record. */
export interface SpfRecord {
  readonly kind: "record";
  readonly directives: readonly Directive[];
  readonly redirect?: { readonly text: string; readonly domain: MacroString };
  /** Modifiers that SPF does not define, as written; receivers ignore them. */
  readonly unknownModifiers: readonly string[];
}

/** The syntax error of a term, which invalidates the record. */
export type SyntaxFault =
  | "unknown-mechanism"
  | "bad-character"
  | "bad-address"
  | "bad-prefix"
  | "bad-domain"
  | "missing-argument"
  | "unwanted-argument"
  | "repeated-modifier";

/** The first term with a syntax error. */
export interface SpfSyntaxError {
  readonly kind: "syntax-error";
  readonly term: string;
  readonly because: SyntaxFault;
}
