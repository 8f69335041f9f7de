import { plainText } from "#core/names/odd-characters";
import { type DmarcPolicy, parseDmarc } from "#core/policies/dmarc/parse-dmarc";
import type { Text } from "#core/words/texts";
import { DMARC_FAULTS } from "../sentences/dmarc.ts";

/** RFC 1035 §3.3: a longer text needs several strings, which many panels cut. */
const LONGEST = 255;
const ORDER: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
const VERSION = "v=DMARC1";
const POLICIES = ["p", "sp", "np"];
const TAGS = [...POLICIES, "adkim", "aspf", "psd", "t", "pct", "rua", "ruf", "fo", "rf", "ri"];

/** A corrected DMARC record with the same policy and report addresses, and the list of changes. */
export interface RepairedDmarc {
  readonly text: string;
  readonly faults: readonly Text[];
}

/** Corrects the errors of a DMARC record, and keeps its policy and report addresses. */
export function repairedDmarc(line: string): RepairedDmarc {
  const faults: Text[] = [];
  if (line.includes("\\")) faults.push(DMARC_FAULTS.backslashes);
  if (/["“”]/.test(line)) faults.push(DMARC_FAULTS.quotes);
  const plain = plainText(line).replaceAll("\\", "").replaceAll('"', "");
  const [version = "", ...parts] = plain.split(";").map((part) => part.trim());
  const rest = restOfVersion(version);
  if (rest.isMisspelt) faults.push(DMARC_FAULTS.version);
  const tags = new Map<string, string>();
  for (const part of [rest.text, ...parts].filter((one) => one !== "")) addTag(part, tags, faults);
  if (!tags.has("p")) {
    faults.push(DMARC_FAULTS.noPolicy);
    tags.set("p", tags.get("sp") ?? "none");
  }
  const inOrder = TAGS.filter((tag) => tags.has(tag)).map((tag) => `${tag}=${tags.get(tag)}`);
  const text = [VERSION, ...inOrder].join("; ");
  return { text: text.length <= LONGEST ? text : `${VERSION}; p=${tags.get("p")}`, faults };
}

/**
 * Separates the version from the text that follows it without a semicolon. RFC 9989 §4.8: the letter case of
 * `v` does not matter, that of `DMARC1` does.
 */
function restOfVersion(version: string): { readonly text: string; readonly isMisspelt: boolean } {
  const [, tail = version] = /^v?\s*=?\s*dmarc\s*v?1?[\s,.:]*(.*)$/i.exec(version) ?? [];
  return { text: tail, isMisspelt: !/^[vV]\s*=\s*DMARC1$/.test(version) };
}

function addTag(part: string, tags: Map<string, string>, faults: Text[]): void {
  const [, name = "", value = ""] = /^([a-z]+)\s*[=:]\s*(.*)$/is.exec(part) ?? [];
  const tag = name.toLowerCase();
  if (!TAGS.includes(tag)) {
    if (tag !== "v") faults.push(DMARC_FAULTS.unknownTag(part));
    return;
  }
  const meant = meantValue(tag, value);
  if (tags.has(tag)) {
    faults.push(DMARC_FAULTS.twice(tag));
    const stricter = ORDER.indexOf(meant as DmarcPolicy) > ORDER.indexOf(tags.get(tag) as DmarcPolicy);
    if (meant !== undefined && POLICIES.includes(tag) && stricter) tags.set(tag, meant);
    return;
  }
  if (meant === undefined) faults.push(DMARC_FAULTS.value(tag, value));
  else {
    if (!isCaseAlone(meant, value)) faults.push(DMARC_FAULTS.value(tag, value));
    tags.set(tag, meant);
  }
}

/** Returns the intended value; `undefined` if only omitting the tag is safe. */
function meantValue(tag: string, value: string): string | undefined {
  const clean = value.replace(/[,.\s]+$/, "");
  if (POLICIES.includes(tag)) {
    const word = clean.toLowerCase();
    if (isValid(tag, word)) return word;
    if (word.startsWith("rej")) return "reject";
    return word.startsWith("quar") ? "quarantine" : tag === "p" ? "none" : undefined;
  }
  if (isValid(tag, clean)) return clean;
  if (tag !== "rua" && tag !== "ruf") return undefined;
  const addresses = clean
    .split(",")
    .map((one) => one.trim())
    .map((one) => (/^[^\s@:]+@[^\s@:]+$/.test(one) ? `mailto:${one}` : one))
    .filter((one) => isValid(tag, one));
  return addresses.length === 0 ? undefined : addresses.join(",");
}

function isValid(tag: string, value: string): boolean {
  if (["fo", "rf", "ri"].includes(tag)) return value !== "" && !/\s/.test(value);
  // The parser reads no "ruf", which has the syntax of "rua" (RFC 9989 §4.8).
  const read = tag === "ruf" ? "rua" : tag;
  return parseDmarc(`${VERSION}; ${read}=${value}`)?.faults.length === 0;
}

function isCaseAlone(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Returns the record with the strictest policy, because removing it would weaken the domain's protection. */
export function strictestDmarc(lines: readonly string[]): string | undefined {
  const strictness = (line: string) => ORDER.indexOf(parseDmarc(line)?.policy ?? "none");
  return lines.toSorted((one, other) => strictness(other) - strictness(one))[0];
}
