import type { UnknownReason } from "#core/dns/observation";
import { isBelow } from "#core/names/domain-name";
import type { FindingCode } from "../model/catalogue.ts";
import { undelegation } from "../model/corrections.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onDomain } from "../model/finding.ts";
import { DOMAIN_WORDS, delegationSilent } from "../sentences/domain.ts";
import { isServedByValue } from "./dkim.ts";

interface Failing {
  readonly code: Extract<FindingCode, `NAME_SERVER_${string}`>;
  readonly words: (server: string, zone: string) => FindingDetails;
}

const SILENT: Failing = { code: "NAME_SERVER_SILENT", words: DOMAIN_WORDS.silent };
const REFUSING: Failing = { code: "NAME_SERVER_REFUSING", words: DOMAIN_WORDS.refusing };
const FAILING: Failing = { code: "NAME_SERVER_FAILING", words: DOMAIN_WORDS.failing };
const UNREACHABLE: Failing = { code: "NAME_SERVER_UNREACHABLE", words: DOMAIN_WORDS.unreachable };

/** Our own budget is no fault of a server's. */
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

/** Warns of single servers that fail beside others that answer, each once. */
export function failingServers(context: DiagnosisContext): readonly Finding[] {
  const told = new Map<string, Finding>();
  const concerned = context.examined.filter(
    (examined) => examined.state !== "unknown" && !isServedByValue(examined),
  );
  for (const { record, place } of concerned) {
    const { name, type } = record;
    for (const { server, address, answer } of context.seen.of(name, type)?.authoritative ?? []) {
      const fault =
        answer.kind === "unknown" && !isOutOfReach(address, context) ? FAULTS[answer.reason] : undefined;
      if (fault === undefined || told.has(server) || answersElsewhere(server, place.zone, context)) continue;
      const words = fault.words(server, place.zone);
      told.set(
        server,
        onDomain(fault.code, context, { seen: [server], shownBy: [{ name, type }], ...words }),
      );
    }
  }
  return [...told.values()];
}

/** Where nobody answers over IPv6 there may be no IPv6: a server with nothing else is unknown, not dead. */
function isOutOfReach(address: string, { seen }: DiagnosisContext): boolean {
  const heard = seen.all().flatMap(({ authoritative }) => authoritative);
  return (
    address.includes(":") && !heard.some((one) => one.address.includes(":") && one.answer.kind !== "unknown")
  );
}

/** A server that answers for other records of the zone is not dead: one lost packet says nothing. */
function answersElsewhere(server: string, zone: string, { examined, seen }: DiagnosisContext): boolean {
  return examined
    .filter(({ place }) => place.zone === zone)
    .flatMap(({ record }) => seen.of(record.name, record.type)?.authoritative ?? [])
    .some((one) => one.server === server && one.answer.kind !== "unknown");
}

/** Says who did not answer where nothing could be learnt: once for each zone. */
export function nobodyAnswered(context: DiagnosisContext): readonly Finding[] {
  // Broken signatures are said already, and explain it.
  const unknown = context.examined.filter(
    ({ state, record: { name, type } }) =>
      state === "unknown" && context.seen.of(name, type)?.dnssec !== "broken",
  );
  return [...Map.groupBy(unknown, ({ place }) => place.zone)].map(([zone, examined]) => {
    const silent = [...new Set(examined.flatMap(({ unanswered }) => unanswered))].filter(
      (server) => server !== "",
    );
    const shownBy = examined.map(({ record: { name, type } }: ExaminedRecord) => ({ name, type }));
    const servers = examined[0]?.place.nameServers ?? [];
    return isBelow(zone, context.registrable) && servers.length > 0
      ? onDomain("DELEGATION_SILENT", context, {
          cause: delegationSilent(zone, servers),
          edits: undelegation(zone, servers, context, "the records can then be added in the zone above"),
          hints: ["If something needs those name servers, ask their operator to repair them instead."],
          seen: servers,
          shownBy,
        })
      : onDomain("ANSWER_UNKNOWN", context, {
          ...DOMAIN_WORDS.unknown(zone, silent),
          seen: silent,
          shownBy,
        });
  });
}
