import type { UnknownReason } from "#core/dns/observation";
import type { FindingCode } from "../model/catalogue.ts";
import { atRegistrar, listsOf } from "../model/delegation.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onDomain } from "../model/finding.ts";
import { REPAIR_OR_REMOVE, SERVER_WORDS } from "../sentences/servers.ts";
import { isServedByValue } from "./dkim.ts";

interface Failing {
  readonly code: Extract<FindingCode, `NAME_SERVER_${string}`>;
  readonly words: (server: string, zone: string) => FindingDetails;
}

const SILENT: Failing = { code: "NAME_SERVER_SILENT", words: SERVER_WORDS.silent };
const REFUSING: Failing = { code: "NAME_SERVER_REFUSING", words: SERVER_WORDS.refusing };
const FAILING: Failing = { code: "NAME_SERVER_FAILING", words: SERVER_WORDS.failing };
const UNREACHABLE: Failing = { code: "NAME_SERVER_UNREACHABLE", words: SERVER_WORDS.unreachable };

/** An exhausted budget of the check is not a fault of the server. */
const FAULTS: Readonly<Record<UnknownReason, Failing | undefined>> = {
  timeout: SILENT,
  malformed: FAILING,
  servfail: FAILING,
  refused: REFUSING,
  lame: REFUSING,
  "forbidden-address": UNREACHABLE,
  "no-name-server": UNREACHABLE,
  "over-budget": undefined,
};

/** Warns of each server that fails while others of the zone answer. */
export function failingServers(context: DiagnosisContext): readonly Finding[] {
  const byServer = new Map<string, Finding>();
  const concerned = context.examined.filter(
    (examined) => examined.state !== "unknown" && !isServedByValue(examined),
  );
  for (const { record, place } of concerned) {
    const { name, type } = record;
    const { authoritative = [], aliases = [] } = context.seen.of(name, type) ?? {};
    // If a CNAME was followed, the failing servers are those of another zone.
    for (const { server, address, answer } of aliases.length === 0 ? authoritative : []) {
      const fault =
        answer.kind === "unknown" && !isOutOfReach(address, context) ? FAULTS[answer.reason] : undefined;
      if (fault === undefined || byServer.has(server) || answersElsewhere(server, place.zone, context))
        continue;
      const words = { ...fault.words(server, place.zone), ...removalOf(server, context) };
      byServer.set(
        server,
        onDomain(fault.code, context, { seen: [server], shownBy: [{ name, type }], ...words }),
      );
    }
  }
  return [...byServer.values()];
}

/** A server that the zone's own list omits is outdated: the registrar has others that answer. */
function removalOf(
  server: string,
  context: DiagnosisContext,
): Pick<FindingDetails, "actor" | "zone" | "edits" | "notes"> {
  const lists = listsOf(context);
  if (lists === undefined) return {};
  const { zone, above, own } = lists;
  if (!above.includes(server)) return { notes: [REPAIR_OR_REMOVE] };
  const isNeeded = own.includes(server) || !above.some((one) => own.includes(one));
  if (isNeeded) return {};
  const edits = [atRegistrar("remove", zone, server, "zone-does-not-list-it")];
  return { actor: "registrar", zone, edits, notes: [] };
}

/**
 * If no server answers over IPv6, the checker may have no IPv6. A server without an IPv4 address is then
 * unknown, not dead.
 */
function isOutOfReach(address: string, { seen }: DiagnosisContext): boolean {
  const answers = seen.all().flatMap(({ authoritative }) => authoritative);
  return (
    address.includes(":") &&
    !answers.some((one) => one.address.includes(":") && one.answer.kind !== "unknown")
  );
}

/** A server that answers for other records of the zone is not dead: a single lost packet proves nothing. */
function answersElsewhere(server: string, zone: string, { examined, seen }: DiagnosisContext): boolean {
  return examined
    .filter(({ place }) => place.zone === zone)
    .flatMap(({ record }) => seen.of(record.name, record.type)?.authoritative ?? [])
    .some((one) => one.server === server && one.answer.kind !== "unknown");
}
