import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { RecordState } from "#core/dns/record-state";
import type { DmarcDiscovery } from "#core/policies/dmarc/discover-dmarc";
import type { SpfResult } from "#core/policies/spf/spf-result";
import type { SpfVerdict } from "#core/policies/spf/spf-verdict";
import type { Answers } from "./answers.ts";
import type { ExpectedRecord, Subject } from "./subject.ts";

/**
 * The zone, name servers and DNS host of one record; any name may be delegated, so each record has its own.
 */
export interface Place {
  readonly zone: string;
  readonly nameServers: readonly string[];
  readonly dnsHost?: DnsHost;
  /** The name relative to the zone, as most panels expect it. */
  readonly host: string;
}

/** One expected record with its state. */
export interface ExaminedRecord extends RecordState {
  readonly record: ExpectedRecord;
  readonly place: Place;
}

/** All facts of a diagnosis; detectors are pure functions of them. */
export interface DiagnosisContext {
  readonly subject: Subject;
  readonly now: number;
  /** The public suffix and one more label. */
  readonly registrable: string;
  readonly examined: readonly ExaminedRecord[];
  readonly seen: Answers;
  /** The evaluation of the MAIL FROM domain's SPF record. */
  readonly spf?: SpfVerdict;
  /** The evaluation of the SPF record at the domain itself, if it may need many look-ups. */
  readonly rootSpf?: SpfResult;
  readonly dmarc?: DmarcDiscovery;
}
