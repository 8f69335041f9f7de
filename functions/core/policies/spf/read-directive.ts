import { parseDomainSpec } from "./domain-spec.ts";
import { parseIp4, parseIp6 } from "./ip-address.ts";
import type { Directive, Qualifier, SyntaxFault, Term } from "./terms.ts";

const DIRECTIVE = /^([+\-~?]?)([a-z][a-z0-9]*)(?:(:)(.*)|(\/.*))?$/is;
/** RFC 7208 §5.6: prefix lengths have no leading zeros. */
const LENGTHS = /^(.*?)(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/s;

/** Parses one directive, or returns its syntax error. */
export function readDirective(text: string): Directive | SyntaxFault {
  if (!isPrintable(text)) return "bad-character";
  const [, sign = "", word = "", colon, spec, slash] = DIRECTIVE.exec(text) ?? [];
  const term = { qualifier: qualifierOf(sign), text };
  const argument = colon === undefined ? slash : spec;
  const mechanism = word.toLowerCase();
  switch (mechanism) {
    case "all":
      return argument === undefined ? { ...term, mechanism } : "unwanted-argument";
    case "include":
    case "exists": {
      if (colon === undefined || argument === "") return "missing-argument";
      const domain = parseDomainSpec(argument ?? "");
      return domain === undefined ? "bad-domain" : { ...term, mechanism, domain };
    }
    case "ptr": {
      if (argument === undefined) return { ...term, mechanism };
      if (colon === undefined) return "unwanted-argument";
      const domain = parseDomainSpec(argument);
      return domain === undefined ? argumentFault(argument) : { ...term, mechanism, domain };
    }
    case "a":
    case "mx":
      return readHosts({ ...term, mechanism }, argument, colon !== undefined);
    case "ip4":
    case "ip6":
      if (colon === undefined || argument === "") return "missing-argument";
      return readNetwork({ ...term, mechanism }, argument ?? "");
    default:
      return "unknown-mechanism";
  }
}

function readHosts(
  term: Term & { readonly mechanism: "a" | "mx" },
  argument = "",
  hasDomain: boolean,
): Directive | SyntaxFault {
  const [, name = "", narrow = "32", wide = "128"] = LENGTHS.exec(argument) ?? [];
  const lengths = { prefix4: Number(narrow), prefix6: Number(wide) };
  if (lengths.prefix4 > 32 || lengths.prefix6 > 128) return "bad-prefix";
  if (!hasDomain) return name === "" ? { ...term, ...lengths } : "bad-prefix";
  const domain = parseDomainSpec(name);
  return domain === undefined ? argumentFault(name) : { ...term, ...lengths, domain };
}

function readNetwork(
  term: Term & { readonly mechanism: "ip4" | "ip6" },
  argument: string,
): Directive | SyntaxFault {
  const slash = argument.indexOf("/");
  const length = slash < 0 ? undefined : argument.slice(slash + 1);
  const address = slash < 0 ? argument : argument.slice(0, slash);
  const [network, longest] =
    term.mechanism === "ip4" ? [parseIp4(address), 32] : ([parseIp6(address), 128] as const);
  if (network === undefined) return "bad-address";
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return "bad-prefix";
  const prefix = Number(length ?? longest);
  return prefix > longest ? "bad-prefix" : { ...term, network, prefix };
}

function argumentFault(argument: string): SyntaxFault {
  return argument === "" ? "missing-argument" : "bad-domain";
}

/** Returns whether a term consists of visible ASCII only. */
export function isPrintable(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

function qualifierOf(sign: string): Qualifier {
  return sign === "-" || sign === "~" || sign === "?" ? sign : "+";
}
