import { gather } from "#core/diagnosis/model/answers";
import type { RecordDetector } from "#core/diagnosis/model/detector";
import type { DiagnosisContext, ExaminedRecord, Place } from "#core/diagnosis/model/diagnosis-context";
import type { ConcernedRecord } from "#core/diagnosis/model/finding";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import type { DnsAnswer, Observation, RecordType } from "#core/dns/observation";
import { hostIn } from "#core/dns/record-names";
import { recordState } from "#core/dns/record-state";
import type { Correction, Edit, Reason } from "#core/records/correction";
import type { Evidence } from "#core/records/last-check";
import { D, held, NOW, NS1, observed } from "../observed.ts";

export const KEY: ExpectedRecord = {
  purpose: "dkim",
  name: `t1._domainkey.${D}`,
  type: "CNAME",
  values: ["t1.dkim.amazonses.com"],
};
export const KEY2: ExpectedRecord = {
  ...KEY,
  name: `t2._domainkey.${D}`,
  values: ["t2.dkim.amazonses.com"],
};
export const FEEDBACK: ExpectedRecord = {
  purpose: "mail-from-mx",
  name: `bounce.${D}`,
  type: "MX",
  values: ["feedback-smtp.eu-west-1.amazonses.com"],
  priority: 10,
};
export const SPF: ExpectedRecord = {
  purpose: "mail-from-spf",
  name: `bounce.${D}`,
  type: "TXT",
  values: ["v=spf1 include:amazonses.com ~all"],
};

/** An observation of an expected record. */
export const seenAt = (
  { name, type }: ExpectedRecord,
  said: DnsAnswer | Readonly<Record<string, DnsAnswer>>,
  more: Partial<Observation> = {},
): Observation => observed(name, type, said, more);

/** Makes the context of a diagnosis from observations; each of these records must have one. */
export function contextOf(
  records: readonly ExpectedRecord[],
  observations: readonly Observation[],
  more: Partial<Subject> = {},
): DiagnosisContext {
  const subject: Subject = { domain: D, mailFrom: `bounce.${D}`, records, ...more };
  const seen = gather(observations);
  const examined = records.map((record): ExaminedRecord => {
    const observation = seen.of(record.name, record.type);
    if (observation === undefined) throw new Error(`Nothing was observed of ${record.name}`);
    return { record, ...recordState(record, observation), place: placeOf(record, observation) };
  });
  return { subject, now: NOW, registrable: D, examined, seen };
}

function placeOf({ name }: ExpectedRecord, { zone = D, nameServers }: Observation): Place {
  const dnsHost = dnsHostOf(nameServers);
  return { zone, nameServers, host: hostIn(zone, name), ...(dnsHost && { dnsHost }) };
}

/** Returns the record that a context examines at this place in its list. */
export function examinedIn(context: DiagnosisContext, index = 0): ExaminedRecord {
  const examined = context.examined[index];
  if (examined === undefined) throw new Error(`No record ${index} is examined`);
  return examined;
}

/** Returns a function that runs a detector on the first of some records, with what was observed. */
export const detectWith =
  (detector: RecordDetector) =>
  (records: readonly ExpectedRecord[], known: readonly Observation[], more: Partial<Subject> = {}) => {
    const context = contextOf(records, known, more);
    return detector(examinedIn(context), context);
  };

/** An observation of a record that is as it must be. */
export const right = (record: ExpectedRecord): Observation =>
  seenAt(record, held(...record.values.map((value) => (record.type === "MX" ? `10 ${value}` : value))));

/** The evidence that a name server's answer is shown as. */
export function evidenceOf(
  { name, type }: { readonly name: string; readonly type: RecordType },
  answer: Evidence["answer"],
  server: string = NS1,
): Evidence {
  return {
    name,
    type,
    server,
    address: "192.0.2.53",
    at: NOW,
    answer,
    dig: `dig @${server} ${name} ${type} +norecurse`,
    nslookup: `nslookup -type=${type} ${name} ${server}`,
    resolveDnsName: `Resolve-DnsName -Name ${name} -Type ${type} -Server ${server} -DnsOnly`,
  };
}

/** The answer of a name server, as evidence shows it. */
export const shows = (...values: readonly string[]): Evidence["answer"] => ({
  kind: "records",
  values,
  more: 0,
});
/** The list of a domain's name servers that the zone above holds, and its own. */
export const listed = (above: readonly string[] | DnsAnswer, own: readonly string[]): Observation =>
  observed(D, "NS", own.length > 0 ? { kind: "records", values: own, ttl: 300 } : NO_LIST, {
    delegation: {
      above: { server: "ns.nic.example", address: "192.0.2.53", answer: listAnswer(above) },
      own,
    },
  });

const NO_LIST: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };

function listAnswer(above: readonly string[] | DnsAnswer): DnsAnswer {
  return "kind" in above ? above : { kind: "records", values: above, ttl: 300 };
}

/** The answer of a server without the record, as evidence shows it. */
export const SHOWS_NONE: Evidence["answer"] = { kind: "absent", nxdomain: false };

/** A record in the form in which a finding names it. */
export const concerned = ({ purpose, name, type }: ExpectedRecord): ConcernedRecord => ({
  purpose,
  name,
  type,
});

/** The edit that adds a record with one value. */
export const added = (
  { name, type, values: [value = ""] }: ExpectedRecord,
  because: Reason = "required",
  zone = D,
): Edit => ({
  action: "add",
  type,
  name,
  zone,
  hostInZone: name.slice(0, -zone.length - 1),
  value,
  ...(type === "MX" ? { priority: 10 } : {}),
  ttl: 3600,
  because,
});

/** What follows a change of an answer that caches keep for this time. */
export const cachedFor = (seconds: number): Correction["after"] => ({
  waitFor: "resolver-caches",
  until: NOW + seconds * 1000,
});
