import { unlikelyLabel } from "#core/dns/record-names";
import type { PlannedGroup, PlannedRecord, PublicationPlan } from "#core/domain-connect/publication";
import { advisedRecordOf } from "#core/records/advised-record";
import type { RequiredRecord } from "#core/records/required-records";
import type { Service } from "./service.ts";

/** The records that a customer needs, with the facts about them. */
export interface PublicationSubject {
  readonly identity: string;
  readonly records: readonly RequiredRecord[];
  readonly service: Service;
}

/** The form of a DKIM token, which is safe as a label. */
const TOKEN = /^[a-z0-9]{1,63}$/;

/** Returns the DKIM tokens of the records, in their order. */
export function tokensOf(records: readonly RequiredRecord[]): readonly string[] {
  return records.filter(({ purpose }) => purpose === "dkim").map(({ name }) => name.split(".")[0] ?? "");
}

/** Returns the first record that the template would write differently than required. */
export function recordOutsideTemplate({
  identity,
  records,
  service,
}: PublicationSubject): RequiredRecord | undefined {
  const written = new Set(recordsWritten({ identity, records, service }).map(textOf));
  return records.find((record) => !written.has(textOf(plannedRecord(record))));
}

/** Returns the required records as the template would write them for this identity. */
function recordsWritten({ identity, records, service }: PublicationSubject): readonly PlannedRecord[] {
  const tokens = tokensOf(records).filter((token) => TOKEN.test(token));
  const mailFrom = `${service.mailFromLabel}.${identity}`;
  return [
    ...(tokens.length === 3 ? tokens : []).map((token) => ({
      name: `${token}._domainkey.${identity}`,
      type: "CNAME",
      value: `${token}.${service.signingZone}`,
    })),
    { name: mailFrom, type: "MX", value: `10 feedback-smtp.${service.region}.amazonses.com` },
    { name: mailFrom, type: "TXT", value: "v=spf1 include:amazonses.com ~all" },
  ];
}

/** Returns a required record in the form in which name servers hold it. */
export function plannedRecord({ name, type, value, priority = 10 }: RequiredRecord): PlannedRecord {
  return { name, type, value: type === "MX" ? `${priority} ${value}` : value };
}

/** Makes the plan: the two groups of required records, and a group for DMARC if the domain has no policy. */
export function planOf(
  { identity, records, service }: PublicationSubject,
  known: { readonly isRight: (record: RequiredRecord) => boolean; readonly isDmarcAbsent: boolean },
): PublicationPlan {
  const group = (id: string, own: readonly RequiredRecord[]): PlannedGroup => ({
    id,
    records: own.map(plannedRecord),
    isDone: own.every(known.isRight),
    isOptional: false,
  });
  const dmarc: PlannedGroup = {
    id: "dmarc",
    records: [advisedRecordOf(identity, service.dmarcReports)],
    isDone: !known.isDmarcAbsent,
    isOptional: true,
  };
  return {
    at: identity,
    groups: [
      group(
        "dkim",
        records.filter(({ purpose }) => purpose === "dkim"),
      ),
      group(
        "mailfrom",
        records.filter(({ purpose }) => purpose !== "dkim"),
      ),
      dmarc,
    ],
    unlikelyLabel: unlikelyLabel(identity),
  };
}

function textOf({ name, type, value }: PlannedRecord): string {
  return `${name} ${type} ${value}`;
}
