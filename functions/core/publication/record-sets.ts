import type { DnsSession } from "#core/dns/observation";
import { unlikelyLabel } from "#core/dns/record-names";
import {
  namesToView,
  type PlannedGroup,
  type PublicationPlan,
  publication,
  type Refusal,
} from "#core/domain-connect/publication";
import { type AdvisedRecord, advisedRecordOf } from "#core/records/advised-record";
import type { RequiredRecord } from "#core/records/required-records";
import { findDmarcAdvice } from "./dmarc-advice.ts";
import { plannedRecord } from "./plan.ts";
import { isSeenRight, viewZone } from "./view-zone.ts";

/** The records that a customer needs. */
export interface RecordSetsSubject {
  readonly identity: string;
  readonly records: readonly RequiredRecord[];
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
}

/**
 * Either the records that can be created without harm, as the name servers answered just now, or why none may
 * be created.
 */
export type RecordSetsCheck =
  | {
      readonly state: "offered";
      readonly zone: string;
      readonly nameServers: readonly string[];
      /** Only missing records: CloudFormation fails if a record exists. */
      readonly missing: readonly RequiredRecord[];
      readonly optional?: AdvisedRecord;
    }
  | ({ readonly state: "refused" } & Refusal);

const OPTIONAL = "dmarc";

/**
 * Checks every name that a CloudFormation stack would write, by the same rules as for a Domain Connect
 * template.
 */
export async function checkRecordSets(
  subject: RecordSetsSubject,
  session: DnsSession,
): Promise<RecordSetsCheck> {
  const { identity, records, dmarcReports } = subject;
  const optional = advisedRecordOf(identity, dmarcReports);
  const [view, advice] = await Promise.all([
    viewZone(namesToView(planOfNames(subject, optional, () => false)), session),
    findDmarcAdvice(identity, session, dmarcReports),
  ]);
  const isRight = (record: RequiredRecord) => isSeenRight(record, view.observations);
  const decided = publication(
    planOfNames(subject, advice === "offered" ? optional : undefined, isRight),
    view,
  );
  if (decided.state === "refused") return decided;
  const { zone, groups } = decided;
  const nameServers = view.observations.find((one) => one.zone === zone)?.nameServers ?? [];
  return {
    ...{ state: "offered", zone, nameServers },
    missing: records.filter((record) => groups.includes(record.name) && !isRight(record)),
    ...(groups.includes(OPTIONAL) && { optional }),
  };
}

/** Records at the same name form one group, so that another record there excludes all of them. */
function planOfNames(
  { identity, records }: RecordSetsSubject,
  optional: AdvisedRecord | undefined,
  isRight: (record: RequiredRecord) => boolean,
): PublicationPlan {
  const names = Map.groupBy(records, ({ name }) => name);
  const required = [...names].map(
    ([id, own]): PlannedGroup => ({
      ...{ id, isOptional: false },
      records: own.map(plannedRecord),
      isDone: own.every(isRight),
    }),
  );
  const group = { id: OPTIONAL, isDone: false, isOptional: true };
  return {
    at: identity,
    groups: [...required, ...(optional === undefined ? [] : [{ ...group, records: [optional] }])],
    unlikelyLabel: unlikelyLabel(identity),
  };
}
