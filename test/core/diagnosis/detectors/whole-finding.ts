import type { FindingCode } from "#core/diagnosis/model/catalogue";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { RecordType } from "#core/dns/observation";
import type { Edit, Reason } from "#core/records/correction";
import { D } from "../observed.ts";
import { cachedFor, concerned } from "./observed-context.ts";

/** The whole of a blocking finding about one record that its DNS administrator corrects. */
export const blockingOn = (record: ExpectedRecord, code: FindingCode, more: object) => ({
  code,
  severity: "blocking",
  record: concerned(record),
  records: [concerned(record)],
  expected: record.values,
  details: [],
  notes: [],
  actor: "dns-administrator",
  after: cachedFor(300),
  ...more,
});

/** The whole of a finding about the domain. */
export const onWholeDomain = (code: FindingCode, more: object) => ({
  code,
  severity: "blocking",
  record: null,
  records: [],
  seen: [],
  expected: [],
  details: [],
  notes: [],
  edits: [],
  evidence: [],
  actor: "dns-administrator",
  ...more,
});

interface Held {
  readonly name: string;
  readonly type: RecordType;
}

const fieldsOf = ({ name, type }: Held, zone: string) => ({
  type,
  name,
  zone,
  hostInZone: name === zone ? "@" : name.slice(0, -zone.length - 1),
});

/** The edit that removes a record with this value. */
export const removed = (held: Held, value: string, because: Reason, zone = D): Edit => ({
  action: "remove",
  ...fieldsOf(held, zone),
  value,
  because,
});

/** The edit that keeps a record with this value. */
export const kept = (held: Held, value: string, because: Reason = "right-already", zone = D): Edit => ({
  action: "keep",
  ...fieldsOf(held, zone),
  value,
  because,
});

/** The edit that replaces the previous value by this one. */
export const replaced = (
  held: Held,
  [previous, value = ""]: readonly [string, string | undefined],
  because: Reason = "required-value",
  zone = D,
): Edit => ({ action: "replace", ...fieldsOf(held, zone), value, previous, because });
