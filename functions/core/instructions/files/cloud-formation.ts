import type { PublishedRecord } from "#core/records/advised-record";
import { isOptional } from "../record-card.ts";

/**
 * Writes the records as a CloudFormation template for a Route 53 hosted zone. The records remain when the
 * stack is deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-route53-recordsetgroup.html
 */
export function cloudFormation(records: readonly PublishedRecord[]): string {
  const required = records.filter((record) => !isOptional(record));
  const optional = records.filter(isOptional);
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Parameters: { HostedZoneId: { Type: "AWS::Route53::HostedZone::Id" } },
    Resources: {
      ...group("Records", required),
      ...group("OptionalRecord", optional),
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

/**
 * Each kind of record has its own group, which can be removed from the template without changing the other.
 */
function group(name: string, records: readonly PublishedRecord[]): object {
  if (records.length === 0) return {};
  return {
    [name]: {
      Type: "AWS::Route53::RecordSetGroup",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { HostedZoneId: { Ref: "HostedZoneId" }, RecordSets: records.map(recordSet) },
    },
  };
}

function recordSet(record: PublishedRecord): object {
  const { name, type, ttl } = record;
  return { Name: `${name}.`, Type: type, TTL: String(ttl), ResourceRecords: [dataOf(record)] };
}

function dataOf({ type, value, priority = 10 }: PublishedRecord): string {
  if (type === "TXT") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  return type === "MX" ? `${priority} ${value}` : value;
}
