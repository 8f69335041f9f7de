import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { RecordState } from "#core/dns/record-state";
import type { DmarcDiscovery } from "#core/policies/dmarc/discover-dmarc";
import type { SpfResult } from "#core/policies/spf/spf-result";
import type { SpfVerdict } from "#core/policies/spf/spf-verdict";
import type { Answers } from "./answers.ts";
import type { ExpectedRecord, Subject } from "./subject.ts";

/** Where a record belongs: zone, name servers and DNS host are each record's own, since any name may be delegated. */
export interface Place {
  readonly zone: string;
  readonly nameServers: readonly string[];
  readonly dnsHost?: DnsHost;
  /** The name relative to the zone, as most panels want it. */
  readonly host: string;
}

/** One expected record with its state. */
export interface ExaminedRecord extends RecordState {
  readonly record: ExpectedRecord;
  readonly place: Place;
}

/** All that a diagnosis knows; detectors are functions of it alone. */
export interface DiagnosisContext {
  readonly subject: Subject;
  readonly now: number;
  /** Public suffix and one label. */
  readonly registrable: string;
  readonly examined: readonly ExaminedRecord[];
  readonly seen: Answers;
  /** The SPF record of the MAIL FROM domain, evaluated. */
  readonly spf?: SpfVerdict;
  /** The SPF record of the domain itself, if it may need many look-ups. */
  readonly rootSpf?: SpfResult;
  readonly dmarc?: DmarcDiscovery;
}
