import { isDmarc, isNearlyDmarc } from "#core/dns/dmarc-record";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import { monitoringDmarc } from "#core/records/advised-record";
import type { Edit } from "#core/records/correction";
import type { Text } from "#core/words/texts";
import { valuesOf } from "../model/answers.ts";
import { adding, keeping, removal, replacement } from "../model/corrections.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { repairedDmarc, strictestDmarc } from "../model/dmarc-line.ts";
import { type Finding, type FindingDetails, onDomain } from "../model/finding.ts";
import { misplacedDmarcNames } from "../model/questions.ts";
import { DMARC_CAUSES, DMARC_FAULTS, DMARC_NOTES } from "../sentences/dmarc.ts";

/** Returns all findings about the domain's DMARC policy; none of them blocks the onboarding. */
export function dmarcFindings(context: DiagnosisContext): readonly Finding[] {
  const { dmarc } = context;
  if (dmarc === undefined) return [];
  const faulty = [
    ...severalDmarc(context),
    ...besideCname(context),
    ...misplacedDmarc(context),
    ...unreadableDmarc(context),
  ];
  const isAbsent = dmarc.rfc7489.state === "absent" && dmarc.rfc9989.state === "absent";
  return [
    ...faulty,
    ...(isAbsent && faulty.length === 0 ? [noDmarc(context)] : []),
    ...strictDmarc(context),
    ...(faulty.length === 0 ? differingDmarc(context) : []),
  ];
}

function severalDmarc(context: DiagnosisContext): readonly Finding[] {
  return (context.dmarc?.several ?? [])
    .filter(({ at }) => isAtOrBelow(at, context.registrable))
    .map(({ at, texts }) => {
      const name = `_dmarc.${at}`;
      const kept = strictestDmarc(texts);
      const line = (value: string) => ({ name: lineName(name, context), type: "TXT", value });
      return onDomain("DMARC_SEVERAL", context, {
        cause: DMARC_CAUSES.several(name, texts.length),
        ...correctedBy(
          name,
          [
            ...texts
              .filter((text) => text === kept)
              .map((text) => keeping(line(text), context, "strictest-policy")),
            ...texts.filter((text) => text !== kept).map((text) => removal(line(text), context, "only-one")),
          ],
          context,
        ),
        seen: texts,
        shownBy: [{ name, type: "TXT" }],
      });
    });
}

/**
 * Finds a DMARC record beside a CNAME, which RFC 1034 §3.6.2 forbids but some DNS hosts allow. The stricter
 * of the two records stays.
 */
function besideCname(context: DiagnosisContext): readonly Finding[] {
  const { subject, registrable, seen } = context;
  return [...new Set([subject.domain, registrable])].flatMap((at) => {
    const name = `_dmarc.${at}`;
    const [target] = seen.values(name, "CNAME");
    const [own, second] = seen.values(name, "TXT").filter(isDmarc);
    const isText = (seen.of(name, "TXT")?.aliases ?? []).length === 0;
    if (target === undefined || own === undefined || second !== undefined || !isText) return [];
    const theirs = (seen.of(target, "TXT")?.recursive ?? []).flatMap(({ answer }) => valuesOf(answer));
    const isOwn = strictestDmarc([own, ...theirs.filter(isDmarc)]) === own;
    const text = { name, type: "TXT", value: own };
    const alias = { name, type: "CNAME", value: target };
    const [kept, gone] = isOwn ? [text, alias] : [alias, text];
    return [
      onDomain("DMARC_BESIDE_CNAME", context, {
        cause: DMARC_CAUSES.besideCname(name, target),
        edits: [removal(gone, context, "cname-stands-alone"), keeping(kept, context, "strictest-policy")],
        seen: [own, target],
        shownBy: [
          { name, type: "TXT" },
          { name, type: "CNAME" },
        ],
      }),
    ];
  });
}

function misplacedDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, registrable, seen, dmarc } = context;
  const at = misplacedDmarcNames(subject, registrable).find((name) => seen.values(name, "TXT").some(isDmarc));
  if (at === undefined) return [];
  const strays = seen.values(at, "TXT").filter(isDmarc);
  const removals = strays.map((value) =>
    removal({ name: at, type: "TXT", value }, context, "not-read-there"),
  );
  const isThere = dmarc?.rfc7489.state === "found";
  return [
    onDomain("DMARC_MISPLACED", context, {
      cause: isThere
        ? DMARC_CAUSES.stray(at, dmarc.rfc7489.at ?? subject.domain)
        : DMARC_CAUSES.misplaced(at),
      ...(isThere
        ? { edits: removals }
        : placedDmarc(subject.domain, strictestDmarc(strays) ?? advised(context), context, removals)),
      seen: strays,
      shownBy: [{ name: at, type: "TXT" }],
    }),
  ];
}

/**
 * Places the DMARC record. A CNAME that leads nowhere is removed, since a TXT record cannot exist beside it.
 * A CNAME to another operator's name stays.
 */
function placedDmarc(
  at: string,
  value: string,
  context: DiagnosisContext,
  removals: readonly Edit[] = [],
): Pick<FindingDetails, "actor" | "edits" | "notes" | "zone"> {
  const name = `_dmarc.${at}`;
  const alias = aliasAt(name, context);
  const because = "leads-nowhere";
  if (alias !== undefined && !isAtOrBelow(alias, context.registrable) && !context.seen.isGone(alias)) {
    return ofOperator(alias, DMARC_NOTES.publishThere(name, alias));
  }
  return {
    edits: [
      ...removals,
      ...(alias === undefined ? [] : [removal({ name, type: "CNAME", value: alias }, context, because)]),
      adding({ name, type: "TXT", value }, context, "read-here"),
    ],
  };
}

/** A correction that only the operator of a CNAME's target can make. */
function ofOperator(alias: string, note: Text): Pick<FindingDetails, "actor" | "notes" | "zone"> {
  return {
    actor: "delegated-zone-operator",
    zone: registrableDomain(alias) ?? alias,
    notes: [note],
  };
}

function aliasAt(name: string, { seen }: DiagnosisContext): string | undefined {
  return seen.of(name, "TXT")?.aliases[0];
}

/**
 * Returns the name of the DMARC record itself: the target of a CNAME, if the target is in the domain's own
 * zones.
 */
function lineName(name: string, { seen, registrable }: DiagnosisContext): string {
  const end = seen.of(name, "TXT")?.aliases.at(-1) ?? name;
  return isAtOrBelow(end, registrable) ? end : name;
}

/** If a CNAME leads to another operator's zone, only that operator can correct the record. */
function correctedBy(
  name: string,
  edits: readonly Edit[],
  context: DiagnosisContext,
): Pick<FindingDetails, "actor" | "edits" | "notes" | "zone"> {
  const aliases = context.seen.of(name, "TXT")?.aliases ?? [];
  const alias = aliases.find((one) => !isAtOrBelow(one, context.registrable));
  if (alias === undefined || lineName(name, context) !== name) return { edits };
  return ofOperator(alias, DMARC_NOTES.correctThere(name, alias));
}

function unreadableDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, seen, dmarc, registrable } = context;
  const own = `_dmarc.${subject.domain}`;
  const texts = seen.values(own, "TXT");
  const nearly = texts.filter(isNearlyDmarc);
  if (nearly.length > 0 && !texts.some(isDmarc)) return [invalidDmarc(own, nearly, context)];
  const { record, at, because } = dmarc?.rfc7489 ?? {};
  if (record === undefined || at === undefined || !isAtOrBelow(at, registrable)) return [];
  if (record.faults.length === 0 && because !== "no-policy") return [];
  return [invalidDmarc(`_dmarc.${at}`, [record.text], context)];
}

/** Replaces all unreadable DMARC records with one that says what was meant. */
function invalidDmarc(name: string, texts: readonly string[], context: DiagnosisContext): Finding {
  const line = (value: string) => ({ name: lineName(name, context), type: "TXT", value });
  const [first = "", ...others] = texts;
  const { text, faults } = repairedDmarc(first);
  const edits = [
    replacement(line(first), text, context, "as-it-was-meant"),
    ...others.map((value) => removal(line(value), context, "only-one")),
  ];
  return onDomain("DMARC_INVALID", context, {
    cause: DMARC_CAUSES.invalid(name),
    details: faults.length > 0 ? faults : [DMARC_FAULTS.version],
    ...correctedBy(name, edits, context),
    seen: texts,
    shownBy: [{ name, type: "TXT" }],
  });
}

/**
 * The record is advised at the From domain only if DKIM and MAIL FROM are below it, else at the registrable
 * domain, which covers both.
 */
function noDmarc(context: DiagnosisContext): Finding {
  const { subject, registrable } = context;
  const isWithin = subject.mailFrom === undefined || isBelow(subject.mailFrom, subject.domain);
  const at = isWithin ? subject.domain : registrable;
  return onDomain("DMARC_MISSING", context, {
    cause: DMARC_CAUSES.missing,
    ...placedDmarc(at, advised(context), context),
    expected: [advised(context)],
    shownBy: [{ name: `_dmarc.${at}`, type: "TXT" }],
  });
}

function advised({ subject }: DiagnosisContext): string {
  return monitoringDmarc(subject.dmarcReports);
}

function strictDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, dmarc } = context;
  const { record, at } = dmarc?.rfc7489 ?? {};
  if (record === undefined || at === undefined) return [];
  const name = `_dmarc.${at}`;
  const shownBy = { seen: [record.text], shownBy: [{ name, type: "TXT" as const }] };
  const from = (subject.fromAddresses ?? []).find((address) => isBelow(address, subject.domain));
  const spf =
    record.aspf === "s" && subject.mailFrom !== undefined
      ? onDomain("DMARC_STRICT_SPF", context, {
          ...shownBy,
          cause: DMARC_CAUSES.strictSpf(name, subject.mailFrom),
          notes: [DMARC_NOTES.dkimIsEnough],
        })
      : undefined;
  const dkim =
    record.adkim === "s" && from !== undefined
      ? onDomain("DMARC_STRICT_DKIM", context, {
          ...shownBy,
          cause: DMARC_CAUSES.strictDkim(name, subject.domain, from),
          actor: "platform-support",
          notes: [{ key: "finding.note.send-from-domain", values: { domain: subject.domain } }],
        })
      : undefined;
  return [spf, dkim].flatMap((finding) => finding ?? []);
}

function differingDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, dmarc } = context;
  if (dmarc === undefined || dmarc.agree) return [];
  const { rfc7489: older, rfc9989: newer } = dmarc;
  if (older.state === "unknown" || newer.state === "unknown") return [];
  return [
    onDomain("DMARC_RULES_DIFFER", context, {
      cause: DMARC_CAUSES.differ(subject.domain),
      details: [DMARC_NOTES.applied("RFC 7489", older), DMARC_NOTES.applied("RFC 9989", newer)],
      notes: [DMARC_NOTES.statePolicy(`_dmarc.${subject.domain}`)],
      seen: [older, newer].flatMap(({ record }) => record?.text ?? []),
      shownBy: [older, newer].flatMap(({ at }) =>
        at === undefined ? [] : [{ name: `_dmarc.${at}`, type: "TXT" as const }],
      ),
    }),
  ];
}
