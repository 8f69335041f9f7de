import type { RequiredRecord } from "#core/records/required-records";

type Argument = readonly [name: string, value: string];

/** The records as Terraform resources of Route 53. */
export function terraformRoute53(records: readonly RequiredRecord[]): string {
  return terraform("aws_route53_record", records, ({ name, type, ttl, value, priority = 10 }) => [
    ["zone_id", "var.zone_id"],
    ["name", text(name)],
    ["type", text(type)],
    ["ttl", String(ttl)],
    ["records", `[${text(type === "MX" ? `${priority} ${value}` : value)}]`],
  ]);
}

/** The records as Terraform resources of Cloudflare, none of them proxied. */
export function terraformCloudflare(records: readonly RequiredRecord[]): string {
  return terraform("cloudflare_dns_record", records, ({ name, type, ttl, value, priority = 10 }) => [
    ["zone_id", "var.zone_id"],
    ["name", text(name)],
    ["type", text(type)],
    ["ttl", String(ttl)],
    // A TXT without its own quotation marks comes back with them, and so changes at every run
    ["content", text(type === "TXT" ? `"${value}"` : value)],
    ...(type === "MX" ? [["priority", String(priority)] as const] : []),
    ["proxied", "false"],
  ]);
}

function terraform(
  resource: string,
  records: readonly RequiredRecord[],
  argumentsOf: (record: RequiredRecord) => readonly Argument[],
): string {
  const blocks = records.map((record, index) =>
    block(`resource "${resource}" "${labelOf(record, index)}"`, argumentsOf(record)),
  );
  return [block('variable "zone_id"', [["type", "string"]]), ...blocks].join("\n");
}

function block(head: string, lines: readonly Argument[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return `${head} {\n${lines.map(([name, value]) => `  ${name.padEnd(width)} = ${value}\n`).join("")}}\n`;
}

/** Begins with a letter, as Terraform wants it. */
function labelOf({ purpose }: RequiredRecord, index: number): string {
  return `${purpose.replaceAll("-", "_")}_${index + 1}`;
}

/** A quoted literal: https://developer.hashicorp.com/terraform/language/expressions/strings */
function text(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
