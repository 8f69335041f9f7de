import { answerGroups } from "#core/dns/record-state";
import { adding } from "../model/corrections.ts";
import { atRegistrar, haveSameServers, listsOf, type ServerLists } from "../model/delegation.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { type Finding, onDomain } from "../model/finding.ts";
import { SERVER_WORDS } from "../sentences/servers.ts";

/** RFC 2182 §5: a zone needs two name servers; most registries require them. */
const LEAST_SERVERS = 2;

/**
 * Finds a registrar that lists other name servers than the zone itself, although all of them answer alike. No
 * other detector notices this.
 */
export function listsDiffer(context: DiagnosisContext): readonly Finding[] {
  const lists = listsOf(context);
  if (lists === undefined || haveSameServers(lists) || !doAllAnswerAlike(lists, context)) return [];
  const { zone, above, own } = lists;
  return [
    onDomain("DELEGATION_DIFFERS", context, {
      ...SERVER_WORDS.listsDiffer(lists),
      zone,
      seen: above,
      expected: own,
      shownBy: [{ name: zone, type: "NS" }],
      ...correctionOf(lists, context),
    }),
  ];
}

/**
 * The zone's own list counts, because the DNS host writes it and knows its servers. If it has only one server
 * it is incomplete, so the DNS host adds those that the registrar lists.
 */
function correctionOf({ zone, above, own }: ServerLists, context: DiagnosisContext) {
  const [onlyAbove, onlyOwn] = [
    above.filter((server) => !own.includes(server)),
    own.filter((server) => !above.includes(server)),
  ];
  if (own.length < LEAST_SERVERS) {
    const edits = onlyAbove.map((value) =>
      adding({ name: zone, type: "NS", value }, context, "registrar-lists-it"),
    );
    return { actor: "dns-host", edits } as const;
  }
  return {
    actor: "registrar",
    edits: [
      ...onlyOwn.map((server) => atRegistrar("add", zone, server, "zone-lists-it")),
      ...onlyAbove.map((server) => atRegistrar("remove", zone, server, "zone-does-not-list-it")),
    ],
  } as const;
}

function doAllAnswerAlike({ zone, above, own }: ServerLists, { examined, seen }: DiagnosisContext): boolean {
  const there = examined.filter(({ place }) => place.zone === zone);
  const answers = there.map(({ record }) => seen.of(record.name, record.type)?.authoritative ?? []);
  const isUsable = (server: string) =>
    answers.every((some) => some.some((one) => one.server === server && one.answer.kind !== "unknown"));
  return (
    there.length > 0 &&
    [...above, ...own].every(isUsable) &&
    there.every(({ record }, index) => answerGroups(record, answers[index] ?? []).length < 2)
  );
}
