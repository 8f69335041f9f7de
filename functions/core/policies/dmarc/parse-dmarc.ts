import { isDmarc } from "#core/dns/dmarc-record";

/** What a domain asks receivers to do with mail that fails. */
export type DmarcPolicy = "none" | "quarantine" | "reject";

/** A tag that is not as RFC 9989 §4.8 has it: it counts as if it were not there. */
export interface DmarcFault {
  readonly tag: string;
  readonly value: string;
  readonly because: "bad-value" | "repeated" | "not-a-tag";
}

/** A DMARC record, taken apart; absent tags have their default values. */
export interface DmarcRecord {
  readonly text: string;
  /** "p", absent too when its value is no policy. */
  readonly policy?: DmarcPolicy;
  /** "sp": for existing sub-domains. */
  readonly subdomains?: DmarcPolicy;
  /** "np": for sub-domains that don't exist (RFC 9989). */
  readonly nonexistent?: DmarcPolicy;
  readonly adkim: "r" | "s";
  readonly aspf: "r" | "s";
  /** Whether the domain says that it is a public suffix; "u" when it does not say (RFC 9989). */
  readonly psd: "y" | "n" | "u";
  /** "t=y": each policy counts one level lower (RFC 9989). */
  readonly isTest: boolean;
  /** "pct": of RFC 7489 alone. */
  readonly percent: number;
  /** Those addresses for reports that are URIs. */
  readonly reports: readonly string[];
  readonly faults: readonly DmarcFault[];
}

const POLICIES: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
const RELAXED_OR_STRICT = ["r", "s"] as const;
/** RFC 3986 §3 for the scheme; commas and exclamation marks are encoded, but for a size limit of RFC 7489 §6.2. */
const URI = /^[a-z][a-z0-9+.-]*:[^\s,!]+(?:![0-9]+[kmgt]?)?$/i;
const MAILTO = /^mailto:[^@\s]+@[^@\s]+$/i;

/** Takes a DMARC record apart; `undefined` for text that no receiver takes for one. */
export function parseDmarc(text: string): DmarcRecord | undefined {
  if (!isDmarc(text)) return undefined;
  const faults: DmarcFault[] = [];
  const tags = readTags(text, faults);
  const oneOf = <Word extends string>(tag: string, words: readonly Word[]): Word | undefined => {
    const value = tags.get(tag);
    const word = words.find((one) => one === value?.toLowerCase());
    if (value !== undefined && word === undefined) faults.push({ tag, value, because: "bad-value" });
    return word;
  };
  const [policy, subdomains, nonexistent] = ["p", "sp", "np"].map((tag) => oneOf(tag, POLICIES));
  return {
    text,
    ...(policy === undefined ? {} : { policy }),
    ...(subdomains === undefined ? {} : { subdomains }),
    ...(nonexistent === undefined ? {} : { nonexistent }),
    adkim: oneOf("adkim", RELAXED_OR_STRICT) ?? "r",
    aspf: oneOf("aspf", RELAXED_OR_STRICT) ?? "r",
    psd: oneOf("psd", ["y", "n", "u"]) ?? "u",
    isTest: oneOf("t", ["y", "n"]) === "y",
    percent: readPercent(tags.get("pct"), faults),
    reports: readReports(tags.get("rua"), faults),
    faults,
  };
}

/** The first value of each tag; what is no tag at all, and what comes again, is a fault. */
function readTags(text: string, faults: DmarcFault[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(";")) {
    const [, name = "", value = ""] = /^\s*([a-z]+)\s*=(.*)$/is.exec(part) ?? [];
    const tag = name.toLowerCase();
    if (tag !== "" && !tags.has(tag)) tags.set(tag, value.trim());
    else if (part.trim() !== "") {
      faults.push({ tag, value: part.trim(), because: tag === "" ? "not-a-tag" : "repeated" });
    }
  }
  return tags;
}

function readPercent(value: string | undefined, faults: DmarcFault[]): number {
  if (value === undefined) return 100;
  if (/^\d{1,3}$/.test(value) && Number(value) <= 100) return Number(value);
  faults.push({ tag: "pct", value, because: "bad-value" });
  return 100;
}

function readReports(value: string | undefined, faults: DmarcFault[]): readonly string[] {
  const all = value?.split(",").map((uri) => uri.trim()) ?? [];
  const isRight = (uri: string) => URI.test(uri) && (!/^mailto:/i.test(uri) || MAILTO.test(uri));
  for (const uri of all) if (!isRight(uri)) faults.push({ tag: "rua", value: uri, because: "bad-value" });
  return all.filter(isRight);
}
