import * as z from "zod";
import type { DiagnosedRecord, Diagnosis } from "#core/diagnosis/diagnose";
import { SEVERITIES } from "#core/diagnosis/model/catalogue";
import type { Finding } from "#core/diagnosis/model/finding";
import type { Subject } from "#core/diagnosis/model/subject";
import { evidenceText, fixText } from "#core/instructions/finding-text";
import { printable } from "#core/names/printable";
import { ACTORS, correction, type Edit, edit } from "#core/records/correction";
import type { Evidence } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";

/**
 * The version of the JSON report. Its minor number increases when members are added: 1.1 added those of a
 * correction.
 */
const VERSION = "1.1";

const record = z.strictObject({
  purpose: z.enum(["ownership", "dkim", "mail-from-mx", "mail-from-spf", "other"]),
  name: z.string(),
  type: z.enum(["CNAME", "MX", "TXT"]),
  expected: z.array(z.string()),
  seen: z.array(z.string()),
  state: z.enum(["right", "missing", "wrong", "conflicting", "unknown"]),
  propagation: z.enum(["not-at-name-servers", "cached-elsewhere", "everywhere", "unknown"]),
  cachedUntil: z.iso.datetime().nullable(),
  zone: z.string(),
  hostInZone: z.string(),
  nameServers: z.array(z.string()),
  dnsHost: z.string().nullable(),
  unanswered: z.array(z.string()),
});

const evidence = z.strictObject({
  name: z.string(),
  type: z.string(),
  server: z.string(),
  address: z.string(),
  at: z.iso.datetime(),
  statement: z.string(),
  dig: z.string(),
  nslookup: z.string(),
  resolveDnsName: z.string(),
});

const concernedRecord = z.strictObject({ purpose: z.string(), name: z.string(), type: z.string() });

const finding = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/),
  severity: z.enum(SEVERITIES),
  record: concernedRecord.nullable(),
  records: z.array(concernedRecord),
  seen: z.array(z.string()),
  expected: z.array(z.string()),
  fix: z.string(),
  actor: z.enum(ACTORS),
  edits: z.array(z.strictObject({ ...edit.shape, because: z.string() })),
  otherwise: correction.shape.otherwise.unwrap().nullable(),
  after: z
    .strictObject({
      waitFor: z.enum(["name-servers", "resolver-caches"]),
      until: z.iso.datetime().nullable(),
    })
    .nullable(),
  evidence: z.array(evidence),
});

/** The report that `--json` prints. */
export const reportSchema = z.strictObject({
  version: z.literal(VERSION),
  domain: z.string(),
  mailFrom: z.string().nullable(),
  records: z.array(record),
  findings: z.array(finding),
  nextLook: z.iso.datetime().nullable(),
  queries: z.int().min(0),
  elapsedMs: z.int().min(0),
});

/** The report that `--json` prints. */
export type Report = z.infer<typeof reportSchema>;

type ReportedEdit = Report["findings"][number]["edits"][number];

/** The report is in English, because operators read it. */
const ENGLISH = textsIn("en");

/** The time of a diagnosis, its queries and its duration. */
export interface Circumstances {
  readonly queries: number;
  readonly elapsedMs: number;
  readonly now: number;
  /** The port of the server given with `--resolver`. */
  readonly port?: number;
}

const STANDARD_PORT = 53;

/** A TXT record can have 64 kB; this much of a value is enough to recognise it. */
const LONGEST = 1_000;

const MINUTE_MS = 60_000;

/** A change in a panel takes about this long to reach its name servers. */
const UNTIL_CHANGED_MS = 5 * MINUTE_MS;

/** A server that did not answer may answer soon. */
const UNTIL_ANSWERED_MS = MINUTE_MS;

/** Builds the report of a diagnosis. Values from DNS are escaped and cut, because anyone may have written them. */
export function reportOf(
  subject: Subject,
  diagnosis: Diagnosis,
  { queries, elapsedMs, now, port = STANDARD_PORT }: Circumstances,
): Report {
  return {
    version: VERSION,
    domain: subject.domain,
    mailFrom: subject.mailFrom ?? null,
    records: diagnosis.records.map(recordOf),
    findings: diagnosis.findings.map((finding) => findingOf(finding, port)),
    nextLook: iso(nextCheckAt(diagnosis.records, now)),
    queries,
    elapsedMs,
  };
}

function recordOf({ cachedUntil, dnsHost, ...seen }: DiagnosedRecord): Report["records"][number] {
  return {
    purpose: seen.purpose,
    name: seen.name,
    type: seen.type,
    expected: [...seen.expected],
    seen: seen.seen.map(shown),
    state: seen.state,
    propagation: seen.propagation,
    cachedUntil: iso(cachedUntil),
    zone: shown(seen.zone),
    hostInZone: shown(seen.hostInZone),
    nameServers: seen.nameServers.map(shown),
    dnsHost: dnsHost ?? null,
    unanswered: seen.unanswered.map(shown),
  };
}

function findingOf(found: Finding, port: number): Report["findings"][number] {
  return {
    code: found.code,
    severity: found.severity,
    record: found.record,
    records: [...found.records],
    seen: found.seen.map(shown),
    expected: [...found.expected],
    fix: fixText(found, ENGLISH),
    actor: found.actor,
    edits: found.edits.map(editOf),
    otherwise: found.otherwise ?? null,
    after: found.after === undefined ? null : { waitFor: found.after.waitFor, until: iso(found.after.until) },
    evidence: found.evidence.map((one) => evidenceOf(one, port)),
  };
}

/**
 * The values of an edit are complete, because people type them or find the record by them. Values of
 * strangers are escaped.
 */
function editOf({ previous, because, ...one }: Edit): ReportedEdit {
  const value = one.action === "remove" || one.action === "keep" ? escaped(one.value) : one.value;
  return {
    ...one,
    value,
    ...(previous === undefined ? {} : { previous: escaped(previous) }),
    because: ENGLISH.text(`operators.edit-because.${because}`),
  };
}

/** The statement is in English, and the answer is part of it. */
function evidenceOf(one: Evidence, port: number): Report["findings"][number]["evidence"][number] {
  const { answer: _, ...asked } = atPort(one, port);
  return { ...asked, at: new Date(one.at).toISOString(), statement: evidenceText(one, ENGLISH) };
}

/** Rewrites the commands of an evidence for a server on another port, which has an address but no name. */
function atPort(one: Evidence, port: number): Evidence {
  if (port === STANDARD_PORT || one.dig === "") return one;
  return {
    ...one,
    dig: one.dig.replace(/^dig @\S+/, `dig @${one.address} -p ${port}`),
    nslookup: one.nslookup.replace(/^nslookup(.*) \S+$/, `nslookup -port=${port}$1 ${one.address}`),
    // Resolve-DnsName knows port 53 only.
    resolveDnsName: "",
  };
}

/** Returns the time at which another check may give another result; `undefined` once all is right everywhere. */
function nextCheckAt(records: readonly DiagnosedRecord[], now: number): number | undefined {
  if (records.some(({ state }) => state === "unknown")) return now + UNTIL_ANSWERED_MS;
  if (records.some(({ state }) => state !== "right")) return now + UNTIL_CHANGED_MS;
  const cached = records.filter(({ propagation }) => propagation !== "everywhere");
  if (cached.length === 0) return undefined;
  return Math.max(...cached.map(({ cachedUntil }) => cachedUntil ?? now + UNTIL_ANSWERED_MS));
}

function shown(value: string): string {
  return printable(value, LONGEST);
}

function escaped(value: string): string {
  return printable(value, Number.POSITIVE_INFINITY);
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
