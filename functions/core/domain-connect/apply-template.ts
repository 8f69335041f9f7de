import { hasSpfRules, isSpfText, mergedSpf } from "./merge-spf.ts";
import type { Template, TemplateRecord } from "./template.ts";
import { withVariables } from "./variables.ts";

/**
 * A record of a zone: full names in lower case without the final dot; an MX value is "<preference>
 * <exchange>".
 */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
}

/** The request of a link to a DNS provider. */
export interface Application {
  readonly template: Pick<Template, "records">;
  /** The name of the zone. */
  readonly domain: string;
  /** The name below the zone to which the template is applied; absent for the zone apex. */
  readonly host?: string;
  /** The groups to apply; if absent, all. */
  readonly groups?: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The changes that a template makes in a zone. */
export interface Applied {
  readonly added: readonly ZoneRecord[];
  /** Records that existed before and are removed. */
  readonly deleted: readonly ZoneRecord[];
  readonly zone: readonly ZoneRecord[];
}

/** The TTL of a merged SPF record; templates specify none for it. */
const SPF_TTL = 3600;

/** For each type of a new record, the types that it replaces at the same name. */
const CONFLICTS: Readonly<Record<TemplateRecord["type"], readonly string[]>> = {
  CNAME: ["A", "AAAA", "CNAME", "MX", "TXT"],
  MX: ["MX", "CNAME"],
  TXT: ["CNAME"],
  SPFM: ["CNAME"],
};

/** Applies a template to a zone by the specification's conflict rules; throws VariableError. */
export function applyTemplate(application: Application, before: readonly ZoneRecord[]): Applied {
  const { template, groups } = application;
  const chosen = template.records.filter(({ groupId }) => groups === undefined || groups.includes(groupId));
  const steps = chosen.map((record) => ({ record, made: madeRecord(record, application, before) }));
  const kept = before.filter(
    (old) => !steps.some(({ record, made }) => isReplaced(old, record, made, application)),
  );
  const zone = [...kept, ...unique(steps.map(({ made }) => made)).filter((made) => !kept.some(isSame(made)))];
  return {
    added: zone.filter((one) => !before.some(isSame(one))),
    deleted: before.filter((one) => !zone.some(isSame(one))),
    zone,
  };
}

function madeRecord(
  record: TemplateRecord,
  application: Application,
  before: readonly ZoneRecord[],
): ZoneRecord {
  const { variables, domain, host } = application;
  const at = host === undefined ? domain : `${host}.${domain}`;
  const own = withVariables(record.host, variables).toLowerCase();
  const name = own === "@" || own === "" ? at : `${own}.${at}`;
  const filled = (text: string) => withVariables(text, variables);
  switch (record.type) {
    case "CNAME":
      return { name, type: "CNAME", value: filled(record.pointsTo).toLowerCase(), ttl: record.ttl };
    case "MX":
      return { name, type: "MX", value: `${record.priority} ${filled(record.pointsTo)}`, ttl: record.ttl };
    case "TXT":
      return { name, type: "TXT", value: filled(record.data), ttl: record.ttl };
    case "SPFM": {
      const old = before.find((one) => one.name === name && one.type === "TXT" && isSpfText(one.value));
      return { name, type: "TXT", value: mergedSpf(old?.value, filled(record.spfRules)), ttl: SPF_TTL };
    }
  }
}

function isReplaced(
  old: ZoneRecord,
  record: TemplateRecord,
  made: ZoneRecord,
  { domain }: Application,
): boolean {
  // An NS record below the zone apex delegates the name and all names below it.
  if (old.type === "NS" && old.name !== domain) return isAtOrBelow(made.name, old.name);
  if (old.name !== made.name) return false;
  if (CONFLICTS[record.type].includes(old.type)) return true;
  if (old.type !== "TXT") return false;
  if (record.type === "SPFM") return isSpfText(old.value) && !hasSpfRules(old.value, record.spfRules);
  return record.type === "TXT" && isTextReplaced(old.value, record);
}

function isTextReplaced(
  old: string,
  { txtConflictMatchingMode, txtConflictMatchingPrefix = "" }: Extract<TemplateRecord, { type: "TXT" }>,
): boolean {
  if (txtConflictMatchingMode === "All") return true;
  return txtConflictMatchingMode === "Prefix" && old.startsWith(txtConflictMatchingPrefix);
}

function isAtOrBelow(name: string, ancestor: string): boolean {
  return name === ancestor || name.endsWith(`.${ancestor}`);
}

function isSame(one: ZoneRecord): (other: ZoneRecord) => boolean {
  return ({ name, type, value }) => name === one.name && type === one.type && value === one.value;
}

function unique(records: readonly ZoneRecord[]): readonly ZoneRecord[] {
  return records.filter((one, index) => records.findIndex(isSame(one)) === index);
}
