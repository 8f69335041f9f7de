import type { Diagnosis } from "#core/diagnosis/diagnose";
import { diagnose } from "#core/diagnosis/diagnose";
import type { Finding } from "#core/diagnosis/model/finding";
import { isDmarc } from "#core/dns/dmarc-record";
import { isSpf } from "#core/dns/spf-record";
import { parseDmarc } from "#core/policies/dmarc/parse-dmarc";
import { parseSpf } from "#core/policies/spf/parse-spf";
import { carryOut, ImpossibleEditError, type PanelRecord } from "./panel.ts";
import { panelSession } from "./panel-session.ts";
import { NOW, type Patient, subjectOf } from "./patient.ts";

/** The result of following the advice of findings. */
export interface Followed {
  readonly rounds: number;
  readonly healed: boolean;
  /** The harm that was done, in words; empty if all advice helped. */
  readonly harms: readonly string[];
}

const ROUND_MS = 7 * 86_400_000;
const POLICIES = ["none", "quarantine", "reject"];
const SENDER_CODES: readonly string[] = ["FROM_OUTSIDE_DOMAIN", "DMARC_STRICT_DKIM"];
const MAIL_FROM_LABELS = ["mail-out", "mail-out2", "mail-out3", "mail-out4"];

/**
 * Carries out what the findings advise, in the role of every actor, and checks again until nothing is left to
 * do.
 */
export async function follow(
  patient: Patient,
  mostRounds: number,
  own: readonly PanelRecord[],
): Promise<Followed> {
  const harms: string[] = [];
  const named = new Map<string, number>();
  let before = await check(patient, 0);
  // Each cause is reported once, so there is at most one finding for each.
  if (before.findings.length >= mostRounds)
    harms.push(`more is told than was wrong: ${before.findings.map(({ code }) => code)}`);
  for (let round = 1; ; round += 1) {
    const open = before.findings.filter(isActionable);
    for (const finding of open) {
      const earlier = named.get(keyOf(finding));
      if (earlier !== undefined) harms.push(`${keyOf(finding)} came back after round ${earlier}`);
    }
    if (open.length === 0 || round > mostRounds || harms.length > 0) {
      const healed = open.length === 0 && before.records.every(({ state }) => state === "right");
      if (!healed && harms.length === 0) harms.push(`not healed: ${before.findings.map(({ code }) => code)}`);
      return { rounds: round - 1, healed, harms };
    }
    for (const finding of open) named.set(keyOf(finding), round);
    const { subject } = patient;
    try {
      act(open, patient);
    } catch (error) {
      if (!(error instanceof ImpossibleEditError)) throw error;
      harms.push(error.message);
    }
    harms.push(...damage(patient, own));
    const after = await check(patient, round);
    if (subject === patient.subject && wrongOnes(after) > wrongOnes(before))
      harms.push("more records are wrong");
    before = after;
  }
}

function check({ subject, zones, deviations }: Patient, round: number): Promise<Diagnosis> {
  return diagnose(subject, panelSession({ zones, deviations }), NOW + round * ROUND_MS);
}

function wrongOnes({ records }: Diagnosis): number {
  return records.filter(({ state }) => state !== "right").length;
}

/** Advice without edits leaves the decision to the reader. */
function isActionable({ edits, actor, severity, after }: Finding): boolean {
  if (edits.some(({ action }) => action !== "keep")) return true;
  const isOfOthers = actor !== "dns-administrator";
  return isOfOthers && (severity !== "advice" || after?.waitFor === "name-servers");
}

function keyOf({ code, records, edits, seen }: Finding): string {
  const names =
    records.length > 0 ? records.map(({ name, type }) => `${type} ${name}`) : [edits[0]?.name ?? seen[0]];
  return `${code} ${names.join(" ")}`;
}

/** Carries out the part of every actor. Something that is in use stays, if the advice says so. */
function act(findings: readonly Finding[], patient: Patient): void {
  const isLeft = ({ otherwise, edits }: Finding) =>
    otherwise !== undefined && (edits.length === 0 || edits.some(({ name }) => patient.inUse.has(name)));
  const moves = findings.some((one) => isLeft(one) || one.code === "MAIL_FROM_OUTSIDE_DOMAIN");
  // Records of a MAIL FROM domain that is given up need no correction.
  const isGivenUp = ({ records }: Finding) =>
    moves && records.length > 0 && records.every(({ purpose }) => purpose.startsWith("mail-from"));
  carryOut(
    findings.filter((one) => !isGivenUp(one)).flatMap(({ edits }) => edits),
    patient.zones,
  );
  const isOfServers = ({ actor, edits }: Finding) =>
    edits.length === 0 && ["dns-host", "registrar", "delegated-zone-operator", "time"].includes(actor);
  if (findings.some(isOfServers)) patient.deviations = [];
  if (findings.some(({ code }) => code === "ANSWER_UNKNOWN")) {
    // A lack of answers that waiting does not end is remembered.
    patient.subject = { ...patient.subject, remembered: { right: [], silent: patient.subject.records } };
  }
  if (findings.some(({ code }) => SENDER_CODES.includes(code))) {
    patient.subject = { ...patient.subject, fromAddresses: [`news@${patient.subject.domain}`] };
  }
  if (moves) moveMailFrom(patient);
}

/** Gives the domain another MAIL FROM domain, for which the platform issues records. */
function moveMailFrom(patient: Patient): void {
  const { domain, mailFrom, fromAddresses, snapshot } = patient.subject;
  const names = MAIL_FROM_LABELS.map((label) => `${label}.${domain}`);
  const next = names[names.indexOf(mailFrom ?? "") + 1] ?? names[0] ?? domain;
  patient.subject = {
    ...subjectOf(domain, next, patient.tokens),
    ...(fromAddresses && { fromAddresses }),
    ...(snapshot && { snapshot }),
  };
}

/** Returns the damage that a correction must never do. */
function damage(
  { zone, senders, dmarcFloor, subject }: Patient,
  own: readonly PanelRecord[],
): readonly string[] {
  const has = (one: PanelRecord) =>
    zone.records.some(
      ({ name, type, value }) => name === one.name && type === one.type && value === one.value,
    );
  const texts = (name: string) => zone.records.filter((one) => one.name === name && one.type === "TXT");
  const gone = own
    .filter((one) => !has(one))
    .map(({ type, name }) => `${type} ${name} of the company is gone`);
  const lost = [...senders].flatMap(([name, terms]) => {
    const lines = texts(name)
      .map(({ value }) => value)
      .filter(isSpf);
    const isThere = (term: string) => lines.some((line) => line.split(" ").includes(term));
    return terms
      .filter((term) => !isThere(term))
      .map((term) => `${term} is gone from the SPF line of ${name}`);
  });
  const void_ = zone.records.filter(({ value }) => {
    const parsed = parseSpf(value);
    return parsed.kind === "record" && parsed.redirect !== undefined && / [+~?-]?all( |$)/.test(value);
  });
  const policies = texts(`_dmarc.${subject.domain}`)
    .map(({ value }) => value)
    .filter(isDmarc)
    .map((value) => POLICIES.indexOf(parseDmarc(value)?.policy ?? "none"));
  const isWeaker = Math.max(0, ...policies) < POLICIES.indexOf(dmarcFloor);
  return [
    ...gone,
    ...lost,
    ...void_.map(({ name }) => `the SPF line of ${name} has all beside redirect`),
    ...(isWeaker ? [`the DMARC policy is weaker than ${dmarcFloor}`] : []),
  ];
}
