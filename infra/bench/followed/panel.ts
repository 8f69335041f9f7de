import { exchangeOf } from "#core/dns/record-names";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import type { Edit } from "#core/records/correction";

/** A record as a DNS panel lists it; an MX value begins with its preference. */
export interface PanelRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** A zone as its DNS host stores it. */
export interface PanelZone {
  readonly name: string;
  records: readonly PanelRecord[];
}

/** Many panels accept no longer text than one character string (RFC 1035 §3.3). */
const LONGEST_TEXT = 255;

/** Is thrown if an edit requires what a panel cannot do. */
export class ImpossibleEditError extends Error {
  override readonly name = "ImpossibleEditError";
  constructor(edit: Edit, because: string) {
    super(`${edit.action} ${edit.type} ${edit.name} “${edit.value}”: ${because}`);
  }
}

/** Carries out edits in an administrator's zones, first all removals, as panels require. */
export function carryOut(edits: readonly Edit[], zones: ReadonlyMap<string, PanelZone>): void {
  const unique = [...new Map(edits.map((edit) => [JSON.stringify({ ...edit, because: "" }), edit])).values()];
  const removals = unique.filter(({ action }) => action === "remove");
  const others = unique.filter(({ action }) => action !== "remove");
  for (const edit of [...removals, ...others]) {
    const zone = zones.get(edit.zone);
    if (zone === undefined) throw new ImpossibleEditError(edit, `there is no zone ${edit.zone} to edit`);
    checkPlace(edit, zone);
    carryOutOne(edit, zone);
  }
}

/** The panel appends its zone to the host, and edits nothing below a delegation or a DNAME. */
function checkPlace(edit: Edit, zone: PanelZone): void {
  const { hostInZone, name, type } = edit;
  const typed = hostInZone === "@" ? zone.name : `${hostInZone}.${zone.name}`;
  if (typed !== name) throw new ImpossibleEditError(edit, `the panel makes ${typed} of that host`);
  const cut = zone.records.find(
    (record) =>
      record.name !== zone.name &&
      ((record.type === "NS" && isAtOrBelow(name, record.name) && type !== "NS") ||
        (record.type === "DNAME" && isBelow(name, record.name))),
  );
  if (cut !== undefined && edit.action !== "remove") {
    throw new ImpossibleEditError(edit, `${cut.name} has a ${cut.type} record`);
  }
}

function carryOutOne(edit: Edit, zone: PanelZone): void {
  switch (edit.action) {
    case "keep":
      held(edit, edit.value, zone);
      return;
    case "remove": {
      const gone = held(edit, edit.value, zone);
      zone.records = zone.records.filter((record) => record !== gone);
      return;
    }
    case "replace": {
      if (edit.dnsOnly === true) {
        const own = (record: PanelRecord) =>
          record.name === edit.name && ["A", "AAAA", "TXT", "CNAME"].includes(record.type);
        zone.records = zone.records.filter((record) => !own(record));
      } else if (edit.previous !== undefined) {
        const gone = held(edit, edit.previous, zone);
        zone.records = zone.records.filter((record) => record !== gone);
      }
      place(edit, zone);
      return;
    }
    case "add":
      place(edit, zone);
      return;
  }
}

function held(edit: Edit, value: string, zone: PanelZone): PanelRecord {
  const found = zone.records.find(
    (record) => record.name === edit.name && record.type === edit.type && isSameValue(record, value),
  );
  if (found === undefined) throw new ImpossibleEditError(edit, "there is no such record");
  return found;
}

function isSameValue({ type, value }: PanelRecord, other: string): boolean {
  return type === "MX" ? exchangeOf(value) === exchangeOf(`0 ${other}`) : value === other;
}

/** RFC 1034 §3.6.2: no other record can exist beside a CNAME. */
function place(edit: Edit, zone: PanelZone): void {
  const { name, type, priority = 10 } = edit;
  const value =
    type === "MX" ? `${priority} ${edit.value}` : type === "TXT" ? textOf(edit.value) : edit.value;
  const beside = zone.records.filter((record) => record.name === name && record.type !== "NS");
  const isAlone = type === "CNAME" ? beside.length === 0 : beside.every((record) => record.type !== "CNAME");
  if (!isAlone) throw new ImpossibleEditError(edit, `a ${beside[0]?.type} record is there`);
  if (beside.some((record) => record.type === type && record.value === value)) return;
  zone.records = [...zone.records, { name, type, value }];
}

/** Panels add quotation marks to texts themselves, and cut them. */
function textOf(value: string): string {
  return value.replace(/^"(.*)"$/, "$1").slice(0, LONGEST_TEXT);
}
