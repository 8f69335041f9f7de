import type { RequiredRecord } from "#core/records/required-records";

/**
 * Writes the records as a CloudFormation template for a hosted zone of Route 53; they stay when the stack is deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-route53-recordsetgroup.html
 */
export function cloudFormation(records: readonly RequiredRecord[]): string {
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Parameters: { HostedZoneId: { Type: "AWS::Route53::HostedZone::Id" } },
    Resources: {
      Records: {
        Type: "AWS::Route53::RecordSetGroup",
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: { HostedZoneId: { Ref: "HostedZoneId" }, RecordSets: records.map(recordSet) },
      },
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

function recordSet(record: RequiredRecord): object {
  const { name, type, ttl } = record;
  return { Name: `${name}.`, Type: type, TTL: String(ttl), ResourceRecords: [dataOf(record)] };
}

function dataOf({ type, value, priority = 10 }: RequiredRecord): string {
  if (type === "TXT") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  return type === "MX" ? `${priority} ${value}` : value;
}
