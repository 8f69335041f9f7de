import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ExpectedRecord, expectedOf, type Subject } from "#core/diagnosis/model/subject";
import { SILENCE_LASTS_MS } from "#core/onboarding/schedule";
import { type RecordSource, requiredRecords } from "#core/records/required-records";

/** The time at which the cases are checked. */
export const NOW = Date.UTC(2026, 10, 23, 9, 41);

/** The tokens of all cases, as long and random as SES's. */
export const TOKENS = [
  "k4tq7m2xw5vbnzr3ojd6hfy2easlgpcu",
  "p6yhc3zr5wqxk2tnbv7jmd4oflaesgiu",
  "x2vn5jq7ydmgt3kwrzb4hpc6lfoaeisu",
];

/** A zone file, with the findings that a person expects. */
export interface DiagnosisCase {
  readonly name: string;
  readonly why: string;
  /** The folder's name: the finding's code in lower case. */
  readonly folder: string;
  readonly path: string;
  readonly subject: Subject;
  /** Lines `CODE name` or `CODE name TYPE`; `-` stands for the domain. */
  readonly expected: readonly string[];
  /** Words that at least one correction must contain. */
  readonly says: readonly string[];
  /** A record that is added only after a resolver was asked for it: `name TYPE`. */
  readonly late: string | undefined;
  /** True if servers on several loopback addresses are needed. */
  readonly needsManyAddresses: boolean;
}

/** The folder of the cases. */
const CASES = join(import.meta.dirname, "cases");

/** Returns all zone files of all cases, whether or not they contain expectations. */
export function caseZonePaths(): readonly string[] {
  const folders = readdirSync(CASES);
  return folders.flatMap((folder) =>
    readdirSync(join(CASES, folder)).map((file) => join(CASES, folder, file)),
  );
}

/** Returns all cases; a zone file without expectations only belongs to another case. */
export function readCases(): readonly DiagnosisCase[] {
  return caseZonePaths()
    .map(readCase)
    .filter(({ expected }) => expected.length > 0);
}

function readCase(path: string): DiagnosisCase {
  const lines = readFileSync(path, "utf8").split("\n");
  const comments = lines.filter((line) => line.startsWith("; ")).map((line) => line.slice(2));
  const all = (key: string) =>
    comments.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  return {
    name: basename(path, ".zone"),
    why: comments[0] ?? "",
    folder: basename(join(path, "..")),
    path,
    subject: subjectOf(basename(path, ".zone"), all, comments),
    expected: all("expect"),
    says: all("says"),
    late: all("late")[0],
    needsManyAddresses: comments.includes("many-addresses"),
  };
}

/**
 * Returns the records about which no server has answered for long: all records, or those named by
 * `silent-record: TYPE:name`.
 */
function silentRecords(all: (key: string) => readonly string[], source: RecordSource) {
  const named = all("silent-record").map((word) => {
    const [type = "", name = ""] = word.split(":");
    return { type, name };
  });
  return named.length > 0 ? named : requiredRecords(source);
}

function subjectOf(
  zone: string,
  all: (key: string) => readonly string[],
  comments: readonly string[],
): Subject {
  const said = new Map(
    all("subject")
      .flatMap((line) => line.split(" "))
      .map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const domain = said.get("domain") ?? zone;
  const mailFrom = said.get("mail-from") ?? `bounce.${domain}`;
  const region = said.get("region") ?? "eu-west-1";
  const signingHostedZone = said.get("signing-zone") ?? "dkim.amazonses.com";
  const source = { identity: domain, mailFrom, dkimTokens: TOKENS, signingHostedZone, region };
  const right = all("right-before").flatMap((line) => line.split(" "));
  const [disagreeing] = all("disagreeing");
  const [silent] = all("silent");
  const remembered = {
    right: right.map((word) => {
      const [type = "", name = ""] = word.split(":");
      return { type, name, at: NOW - 86_400_000 };
    }),
    ...(disagreeing === undefined ? {} : { disagreeingSince: NOW - Number(disagreeing) * 1000 }),
    silent: Number(silent ?? 0) * 1000 >= SILENCE_LASTS_MS ? silentRecords(all, source) : [],
  };
  const hasMemory = right.length > 0 || disagreeing !== undefined || silent !== undefined;
  const snapshot = all("snapshot");
  const others = all("record").map(otherRecord);
  return {
    domain,
    mailFrom,
    records: others.length > 0 ? others : requiredRecords(source).map(expectedOf),
    fromAddresses: said.get("from")?.split(",") ?? [],
    ...(said.has("ses-error") ? { sesError: said.get("ses-error") ?? "" } : {}),
    dkimVerified: comments.includes("dkim-verified"),
    ...(hasMemory ? { remembered } : {}),
    ...(snapshot.length > 0 ? { snapshot: snapshotOf(snapshot) } : {}),
  };
}

/**
 * Reads a record as for `--expect`: CNAME targets and MX hosts are separated by spaces, and a TXT is
 * unchanged.
 */
function otherRecord(line: string): ExpectedRecord {
  const [type = "", name = "", ...rest] = line.split(" ");
  const record = { purpose: "other", name } as const;
  return type === "MX" || type === "CNAME"
    ? { ...record, type, values: rest }
    : { ...record, type: "TXT", values: [rest.join(" ")] };
}

function snapshotOf(lines: readonly string[]) {
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(key)).flatMap((line) => line.slice(key.length).split("|"));
  return { at: NOW - 7 * 86_400_000, mx: values("mx="), spf: values("spf="), nameServers: [] };
}
