import { isDmarc } from "#core/dns/dmarc-record";

/** The treatment that a domain requests for mail that fails DMARC. */
export type DmarcPolicy = "none" | "quarantine" | "reject";

/** A tag that breaks the syntax of RFC 9989 §4.8; receivers ignore it. */
export interface DmarcFault {
  readonly tag: string;
  readonly value: string;
  readonly because: "bad-value" | "repeated" | "not-a-tag";
}

/** A parsed DMARC record; absent tags have their default values. */
export interface DmarcRecord {
  readonly text: string;
  /** "p"; also absent if its value is invalid. */
  readonly policy?: DmarcPolicy;
  /** "sp": the policy for existing subdomains. */
  readonly subdomains?: DmarcPolicy;
  /** "np": the policy for subdomains that don't exist (RFC 9989). */
  readonly nonexistent?: DmarcPolicy;
  readonly adkim: "r" | "s";
  readonly aspf: "r" | "s";
  /** Whether the domain declares itself a public suffix (RFC 9989); "u" is undeclared. */
  readonly psd: "y" | "n" | "u";
  /** "t=y": receivers apply each policy one level lower (RFC 9989). */
  readonly isTest: boolean;
  /** "pct": the percentage of mail that the policy applies to; RFC 9989 removed it. */
  readonly percent: number;
  /** The valid URIs of "rua". */
  readonly reports: readonly string[];
  readonly faults: readonly DmarcFault[];
}

const POLICIES: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
const RELAXED_OR_STRICT = ["r", "s"] as const;
/** A URI (RFC 3986 §3) with an optional size limit such as "!10m" (RFC 7489 §6.2). */
const URI = /^[a-z][a-z0-9+.-]*:[^\s,!]+(?:![0-9]+[kmgt]?)?$/i;
const MAILTO = /^mailto:[^@\s]+@[^@\s]+$/i;

/** Parses a DMARC record; `undefined` for text that is not a DMARC record. */
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

/** Reads the first value of each tag. Text that is no tag, and repeated tags, are reported as faults. */
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
