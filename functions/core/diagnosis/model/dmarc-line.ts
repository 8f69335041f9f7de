import { plainText } from "#core/names/odd-characters";
import { type DmarcPolicy, parseDmarc } from "#core/policies/dmarc/parse-dmarc";
import type { Text } from "#core/words/texts";
import { DMARC_FAULTS } from "../sentences/dmarc.ts";

/** RFC 1035 §3.3: a longer text needs several strings, which many panels cut. */
const LONGEST = 255;
const ORDER: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
const VERSION = "v=DMARC1";
const TAGS = ["p", "sp", "np", "adkim", "aspf", "psd", "t", "pct", "rua", "ruf", "fo", "rf", "ri"];

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
  if (version.replace(/\s/g, "") !== VERSION && rest.isMisspelt) {
    faults.push(DMARC_FAULTS.version);
  }
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

/** Separates the version from the text that follows it without a semicolon. */
function restOfVersion(version: string): { readonly text: string; readonly isMisspelt: boolean } {
  const [, tail = ""] = /^v?\s*=?\s*dmarc\s*v?1?[\s,.:]*(.*)$/i.exec(version) ?? [];
  return { text: tail, isMisspelt: !/^v\s*=\s*DMARC1$/.test(version) };
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
    if (meant !== undefined && ["p", "sp", "np"].includes(tag) && stricter) tags.set(tag, meant);
    return;
  }
  if (meant === undefined) faults.push(DMARC_FAULTS.value(tag, value));
  else {
    if (meant !== value && !isCaseAlone(meant, value)) faults.push(DMARC_FAULTS.value(tag, value));
    tags.set(tag, meant);
  }
}

/** Returns the intended value; `undefined` if only omitting the tag is safe. */
function meantValue(tag: string, value: string): string | undefined {
  const clean = value.replace(/[,.\s]+$/, "");
  if (isValid(tag, clean)) return clean;
  if (["p", "sp", "np"].includes(tag)) {
    const word = clean.toLowerCase();
    if (word.startsWith("rej")) return "reject";
    return word.startsWith("quar") ? "quarantine" : tag === "p" ? "none" : undefined;
  }
  if (tag !== "rua" && tag !== "ruf") return undefined;
  const addresses = clean
    .split(",")
    .map((one) => one.trim())
    .map((one) => (/^[^\s@:]+@[^\s@:]+$/.test(one) ? `mailto:${one}` : one))
    .filter((one) => isValid(tag, one));
  return addresses.length === 0 ? undefined : addresses.join(",");
}

function isValid(tag: string, value: string): boolean {
  if (["ruf", "fo", "rf", "ri"].includes(tag)) return value !== "" && !/[\s;]/.test(value);
  const policy = tag === "p" ? "" : "p=none; ";
  return parseDmarc(`${VERSION}; ${policy}${tag}=${value}`)?.faults.length === 0;
}

function isCaseAlone(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Returns the record with the strictest policy, because removing it would weaken the domain's protection. */
export function strictestDmarc(lines: readonly string[]): string | undefined {
  const strictness = (line: string) => ORDER.indexOf(parseDmarc(line)?.policy ?? "none");
  return lines.toSorted((one, other) => strictness(other) - strictness(one))[0];
}
