import { canonicalName } from "#core/dns/name";
import { parseSpf } from "#core/policies/spf/parse-spf";
import { MAIL_PROVIDERS, type MailProvider } from "./mail-providers.ts";

/** A detail of a domain's DNS that may reveal a mail provider. */
export type Trace =
  /** An SPF record of the domain, or of a name below it. */
  | { readonly kind: "spf"; readonly text: string }
  /** The mail servers, or the targets of a return path. */
  | { readonly kind: "host"; readonly name: string }
  /** A DKIM selector, with the targets of its CNAMEs and the key. */
  | {
      readonly kind: "dkim";
      readonly selector: string;
      readonly aliases: readonly string[];
      readonly texts: readonly string[];
    };

/** Returns the providers that a trace shows. */
export function providersOf(trace: Trace): readonly MailProvider[] {
  switch (trace.kind) {
    case "spf": {
      const targets = includesIn(trace.text);
      return MAIL_PROVIDERS.filter(({ spf }) => targets.some((target) => spf?.test(target)));
    }
    case "host":
      return MAIL_PROVIDERS.filter(({ hosts }) => hosts?.test(canonicalName(trace.name)));
    case "dkim":
      return MAIL_PROVIDERS.filter((provider) => hasKey(provider, trace));
  }
}

/** Returns the selectors and return-path labels that are worth asking for. */
export function knownLabels(): {
  readonly selectors: readonly string[];
  readonly returnPaths: readonly string[];
} {
  return {
    // One selector of a provider is enough to recognise it.
    selectors: MAIL_PROVIDERS.flatMap(({ selectors: [first] = [] }) => first ?? []),
    returnPaths: MAIL_PROVIDERS.flatMap(({ returnPaths = [] }) => returnPaths),
  };
}

function hasKey({ selectors = [], key }: MailProvider, trace: Extract<Trace, { kind: "dkim" }>): boolean {
  if (!selectors.includes(trace.selector)) return false;
  if (key !== undefined) return trace.aliases.some((alias) => key.test(canonicalName(alias)));
  // RFC 6376 §3.6.1: a key has a "p" tag, which distinguishes it from a wildcard's text.
  return trace.texts.some((text) => /(^|;)\s*p\s*=/.test(text));
}

function includesIn(text: string): readonly string[] {
  const record = parseSpf(text);
  if (record.kind !== "record") return [];
  const includes = record.directives.flatMap((directive) =>
    directive.mechanism === "include" ? [directive.domain] : [],
  );
  const redirect = record.redirect === undefined ? [] : [record.redirect.domain];
  return [...includes, ...redirect].map((spec) =>
    canonicalName(spec.map((piece) => (typeof piece === "string" ? piece : "")).join("")),
  );
}
