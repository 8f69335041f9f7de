import type { PublishedRecord } from "#core/records/advised-record";
import { isOptional } from "../record-card.ts";

type Argument = readonly [name: string, value: string];

/** Writes the records as Terraform resources for Route 53. */
export function terraformRoute53(records: readonly PublishedRecord[]): string {
  return terraform("aws_route53_record", records, ({ name, type, ttl, value, priority = 10 }) => [
    ["zone_id", "var.zone_id"],
    ["name", text(name)],
    ["type", text(type)],
    ["ttl", String(ttl)],
    ["records", `[${text(type === "MX" ? `${priority} ${value}` : value)}]`],
  ]);
}

/** Writes the records as Terraform resources for Cloudflare, without its proxy. */
export function terraformCloudflare(records: readonly PublishedRecord[]): string {
  return terraform("cloudflare_dns_record", records, ({ name, type, ttl, value, priority = 10 }) => [
    ["zone_id", "var.zone_id"],
    ["name", text(name)],
    ["type", text(type)],
    ["ttl", String(ttl)],
    // Cloudflare stores TXT values in quotation marks; without them, every plan would show a change.
    ["content", text(type === "TXT" ? `"${value}"` : value)],
    ...(type === "MX" ? [["priority", String(priority)] as const] : []),
    ["proxied", "false"],
  ]);
}

function terraform(
  resource: string,
  records: readonly PublishedRecord[],
  argumentsOf: (record: PublishedRecord) => readonly Argument[],
): string {
  const blocks = records.map((record, index) =>
    commented(record, block(`resource "${resource}" "${labelOf(record, index)}"`, argumentsOf(record))),
  );
  return [block('variable "zone_id"', [["type", "string"]]), ...blocks].join("\n");
}

function commented(record: PublishedRecord, text: string): string {
  return isOptional(record) ? `# Optional\n${text}` : text;
}

function block(head: string, lines: readonly Argument[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return `${head} {\n${lines.map(([name, value]) => `  ${name.padEnd(width)} = ${value}\n`).join("")}}\n`;
}

/** A Terraform label must start with a letter. */
function labelOf({ purpose }: PublishedRecord, index: number): string {
  return `${purpose.replaceAll("-", "_")}_${index + 1}`;
}

/** Quotes a literal and escapes interpolation: https://developer.hashicorp.com/terraform/language/expressions/strings */
function text(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
