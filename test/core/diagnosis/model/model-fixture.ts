import { gather } from "#core/diagnosis/model/answers";
import type { DiagnosisContext, ExaminedRecord } from "#core/diagnosis/model/diagnosis-context";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation, RecordType, ServerAnswer } from "#core/dns/observation";

/** The time of the diagnosis. */
export const NOW = 1_000_000;

/** The records of a server, with the TTL 300. */
export function records(...values: readonly string[]): DnsAnswer {
  return { kind: "records", values, ttl: 300 };
}

/** An answer of one server. */
export function answerOf(server: string, answer: DnsAnswer): ServerAnswer {
  return { server, address: "192.0.2.1", answer };
}

/** An observation that nobody answered, unless a test says otherwise. */
export function observationOf(name: string, type: RecordType, said: Partial<Observation> = {}): Observation {
  return {
    name,
    type,
    nameServers: [],
    authoritative: [],
    recursive: [],
    aliases: [],
    zoneExists: "yes",
    ...said,
  };
}

/** An observation of these values at one name server. */
export function held(name: string, type: RecordType, ...values: readonly string[]): Observation {
  return observationOf(name, type, { authoritative: [answerOf("ns1.example.com", records(...values))] });
}

/** A required record. */
export function recordOf(said: Partial<ExpectedRecord> = {}): ExpectedRecord {
  return { purpose: "other", name: "a.example.com", type: "TXT", values: ["wanted"], ...said };
}

/** A missing record in the zone `example.com`, unless a test says otherwise. */
export function examinedOf(
  record: Partial<ExpectedRecord> = {},
  said: Partial<Omit<ExaminedRecord, "record">> = {},
): ExaminedRecord {
  return {
    record: recordOf(record),
    place: { zone: "example.com", nameServers: [], host: "the-host" },
    state: "missing",
    seen: [],
    propagation: "not-at-name-servers",
    unanswered: [],
    ...said,
  };
}

/** A diagnosis of `example.com` with these observations. */
export function contextOf(
  observations: readonly Observation[] = [],
  said: Partial<DiagnosisContext> = {},
): DiagnosisContext {
  return {
    subject: { domain: "example.com", records: [] },
    now: NOW,
    registrable: "example.com",
    examined: [],
    seen: gather(observations),
    ...said,
  };
}
