import { readFileSync } from "node:fs";
import * as z from "zod";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import { canonicalName } from "#core/dns/name";
import { faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseGivenJson } from "../given-json.ts";

const ENGLISH = textsIn("en");
const { text } = ENGLISH;

/** An owner name in DNS. It may have underscores, unlike a host name. */
const name = z
  .string()
  .max(254)
  .regex(/^([a-z0-9_-]{1,63}\.)+[a-z0-9_-]{1,63}\.?$/i, text("operators.commands.diagnose.full-name"))
  .transform(canonicalName);

const MX_VALUE = /^(?:(\d{1,5})\s+)?(\S+)$/;
const mxValue = z.string().regex(MX_VALUE, text("operators.commands.diagnose.mail-server"));

const expectedRecord = z.discriminatedUnion("type", [
  z.strictObject({ name, type: z.literal("CNAME"), values: z.array(name).length(1) }),
  z.strictObject({ name, type: z.literal("MX"), values: z.array(mxValue).min(1) }),
  z.strictObject({ name, type: z.literal("TXT"), values: z.array(z.string().min(1)).min(1) }),
]);

const list = z.array(expectedRecord).min(1).max(20);

/** Reads a JSON list of `{name, type, values}`. */
export function readExpectedRecords(file: string): readonly ExpectedRecord[] {
  const content = parseGivenJson(`--expect: ${file}`, textOf(file));
  const parsed = list.safeParse(content);
  if (!parsed.success) {
    const faults = writtenFaults(faultsOf(parsed.error, content), ENGLISH).map(
      ({ field, expected }) =>
        `${field || "(all of it)"}: ${text("operators.commands.expected", { what: expected })}`,
    );
    throw new UsageError(`--expect: ${file}: ${faults.join("; ")}`);
  }
  return parsed.data.map((record): ExpectedRecord => {
    if (record.type !== "MX") return { purpose: "other", ...record };
    const parts = record.values.map((value) => MX_VALUE.exec(value) ?? []);
    const priority = parts.map(([, given]) => given).find((given) => given !== undefined);
    return {
      purpose: "other",
      name: record.name,
      type: record.type,
      values: parts.map(([, , target = ""]) => canonicalName(target)),
      ...(priority === undefined ? {} : { priority: Number(priority) }),
    };
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--expect: ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
