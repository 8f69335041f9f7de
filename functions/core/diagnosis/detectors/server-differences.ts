import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { type AnswerGroup, answerGroups } from "#core/dns/record-state";
import { registrableDomain } from "#core/names/registrable-domain";
import type { Edit } from "#core/records/correction";
import { removal } from "../model/corrections.ts";
import { atRegistrar, listsOf } from "../model/delegation.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { concernedRecord, type Finding, type FindingDetails, onDomain, onRecord } from "../model/finding.ts";
import { DIFFERENCE_WORDS } from "../sentences/server-differences.ts";

/** Secondary servers may lag behind the primary (RFC 1035 §4.3.5); most catch up within minutes. */
const IN_STEP_MS = 15 * 60_000;

/** A difference between the name servers of one record. */
interface Difference {
  readonly groups: readonly AnswerGroup[];
  /** The servers that lack the right record while others have it; empty if no server has it. */
  readonly behind: readonly string[];
  readonly right: readonly string[];
}

/** Finds a zone at two DNS hosts that don't synchronise it: one has records that the other lacks. */
export function twoDnsHosts(context: DiagnosisContext): readonly Finding[] {
  if (isSettling(context)) return [];
  const split = context.examined.flatMap((examined) => {
    const sides = sidesOf(differenceOf(examined, context));
    return sides === undefined ? [] : [{ examined, sides }];
  });
  const byZone = Map.groupBy(split, ({ examined, sides }) => `${examined.place.zone} ${sides.behind.join()}`);
  return [...byZone.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const explained = [first, ...others].map(({ examined }) => examined);
    const finding = onDomain("TWO_DNS_HOSTS", context, {
      ...DIFFERENCE_WORDS.twoHosts(
        first.examined.place.zone,
        explained,
        first.sides,
        leaving(first.sides, context),
      ),
      seen: first.examined.place.nameServers,
      expected: explained.flatMap(({ record }) => record.values),
      shownBy: shownBy(explained),
    });
    return [{ ...finding, records: explained.map(concernedRecord) }];
  });
}

/** Finds name servers with different data. Records that differ at the same servers are one finding. */
export const serversDisagree: RecordDetector = (examined, context) => {
  const difference = differenceOf(examined, context);
  if (difference === undefined || isOfTwoHosts(examined, difference, context)) return undefined;
  const { behind } = difference;
  const isAlike = (one: ExaminedRecord) => {
    const other = one.place.zone === examined.place.zone ? differenceOf(one, context) : undefined;
    return other !== undefined && other.behind.join() === behind.join();
  };
  const explained = behind.length === 0 ? [examined] : context.examined.filter(isAlike);
  const details = {
    seen: examined.seen,
    expected: explained.flatMap(({ record }) => record.values),
    shownBy: shownBy(explained),
  };
  return isSettling(context)
    ? onRecord("NAME_SERVERS_NOT_IN_STEP", examined, context, {
        ...details,
        ...DIFFERENCE_WORDS.notInStep(explained, behind),
        after: { waitFor: "name-servers", until: settledAt(context) },
      })
    : onRecord("NAME_SERVERS_DISAGREE", examined, context, {
        ...details,
        ...disagreement(explained, difference, examined.place.dnsHost?.name),
      });
};

/** True if the servers of two DNS hosts differ about this record as well, which other records have shown. */
function isOfTwoHosts(examined: ExaminedRecord, { groups }: Difference, context: DiagnosisContext): boolean {
  if (isSettling(context)) return false;
  return context.examined.some((one) => {
    const sides = one.place.zone === examined.place.zone ? sidesOf(differenceOf(one, context)) : undefined;
    if (sides === undefined) return false;
    const [right, behind] = [new Set(sides.right), new Set(sides.behind)];
    return groups.every(({ servers }) => {
      const own = new Set(servers);
      return own.isSubsetOf(right) || own.isSubsetOf(behind);
    });
  });
}

function disagreement(
  explained: readonly ExaminedRecord[],
  { groups, behind }: Difference,
  host: string | undefined,
): FindingDetails {
  return behind.length > 0
    ? DIFFERENCE_WORDS.disagree(explained, behind, host)
    : DIFFERENCE_WORDS.noneRight(explained, groups, host);
}

function differenceOf({ record }: ExaminedRecord, { seen }: DiagnosisContext): Difference | undefined {
  const groups = answerGroups(record, seen.of(record.name, record.type)?.authoritative ?? []);
  if (groups.length < 2) return undefined;
  const right = groups.filter(({ state }) => state === "right").flatMap(({ servers }) => servers);
  const others = groups.filter(({ state }) => state !== "right").flatMap(({ servers }) => servers);
  return { groups, right, behind: right.length === 0 ? [] : others };
}

/**
 * Returns the two DNS hosts, if the servers that have the record and those that lack it belong to different
 * hosts.
 */
function sidesOf(difference: Difference | undefined) {
  if (difference === undefined || difference.behind.length === 0) return undefined;
  const { right, behind } = difference;
  const [having, lacking] = [right, behind].map((servers) => new Set(servers.map(operatorOf)));
  if (having === undefined || lacking === undefined || !having.isDisjointFrom(lacking)) return undefined;
  return { right, behind, having: [...having], lacking: [...lacking] };
}

/**
 * Moves the delegation to the name servers that have the records: at the registrar, and in the zone's own
 * list if that names the others.
 */
function leaving(
  { right, behind }: NonNullable<ReturnType<typeof sidesOf>>,
  context: DiagnosisContext,
): readonly Edit[] {
  const lists = listsOf(context);
  if (lists === undefined) return [];
  const { zone, above, own } = lists;
  const because = "lacks-the-records";
  return [
    ...right
      .filter((one) => !above.includes(one))
      .map((one) => atRegistrar("add", zone, one, "zone-lists-it")),
    ...behind.filter((one) => above.includes(one)).map((one) => atRegistrar("remove", zone, one, because)),
    ...behind
      .filter((value) => own.includes(value))
      .map((value) => removal({ name: zone, type: "NS", value }, context, because)),
  ];
}

/** Returns the name of a known DNS host, or else the domain of the server. */
function operatorOf(server: string): string {
  return dnsHostOf([server])?.name ?? registrableDomain(server) ?? server;
}

function shownBy(explained: readonly ExaminedRecord[]) {
  return explained.map(({ record: { name, type } }) => ({ name, type }));
}

/**
 * True if the difference may still disappear. Where earlier checks are stored, servers have some minutes to
 * agree; a single check reports a difference at once.
 */
function isSettling(context: DiagnosisContext): boolean {
  return context.subject.remembered !== undefined && context.now < settledAt(context);
}

function settledAt({ subject: { remembered }, now }: DiagnosisContext): number {
  return (remembered?.disagreeingSince ?? now) + IN_STEP_MS;
}
