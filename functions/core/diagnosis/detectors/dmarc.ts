import { isDmarc } from "#core/dns/dmarc-record";
import { hostIn } from "#core/dns/record-names";
import { isBelow } from "#core/names/domain-name";
import type { DmarcView } from "#core/policies/dmarc/discover-dmarc";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { type Finding, onDomain } from "../model/finding.ts";
import { misplacedDmarcNames } from "../model/questions.ts";
import { quoted } from "../model/quoted-values.ts";
import { ADVISED_DMARC, DMARC_SENTENCES } from "../sentences/dmarc.ts";

/** What a person would call a DMARC record, whatever a receiver makes of it. */
const NEARLY = /^[\s"'\\]*v\s*=\s*dmarc\s*1?/i;

/** All there is to say of the domain's DMARC policy; it never blocks. */
export function dmarcFindings(context: DiagnosisContext): readonly Finding[] {
  const { dmarc } = context;
  if (dmarc === undefined) return [];
  const faulty = [...severalDmarc(context), ...misplacedDmarc(context), ...unreadableDmarc(context)];
  const isAbsent = dmarc.rfc7489.state === "absent" && dmarc.rfc9989.state === "absent";
  return [
    ...faulty,
    ...(isAbsent && faulty.length === 0 ? [noDmarc(context)] : []),
    ...strictDmarc(context),
    ...(faulty.length === 0 ? differingDmarc(context) : []),
  ];
}

function severalDmarc(context: DiagnosisContext): readonly Finding[] {
  return (context.dmarc?.several ?? []).map(({ at, texts }) =>
    onDomain("DMARC_SEVERAL", context, {
      seen: texts,
      shownBy: [{ name: `_dmarc.${at}`, type: "TXT" }],
      fix: DMARC_SENTENCES.several(`_dmarc.${at}`, texts.length),
    }),
  );
}

function misplacedDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, registrable, seen, dmarc } = context;
  const at = misplacedDmarcNames(subject, registrable).find((name) => seen.values(name, "TXT").some(isDmarc));
  if (at === undefined) return [];
  const name = `_dmarc.${subject.domain}`;
  const isThere = dmarc?.rfc7489.state === "found";
  return [
    onDomain("DMARC_MISPLACED", context, {
      seen: seen.values(at, "TXT").filter(isDmarc),
      shownBy: [{ name: at, type: "TXT" }],
      fix: isThere
        ? DMARC_SENTENCES.stray(at, dmarc.rfc7489.at ?? subject.domain)
        : DMARC_SENTENCES.misplaced(at, name, hostIn(registrable, name)),
    }),
  ];
}

function unreadableDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, seen, dmarc } = context;
  const name = `_dmarc.${subject.domain}`;
  const texts = seen.values(name, "TXT");
  const nearly = texts.filter((text) => !isDmarc(text) && NEARLY.test(text));
  const shownBy = [{ name, type: "TXT" as const }];
  if (nearly.length > 0 && !texts.some(isDmarc)) {
    const fix = DMARC_SENTENCES.invalid(
      name,
      nearly,
      "it must begin with “v=DMARC1;” and have no quotes in it",
    );
    return [onDomain("DMARC_INVALID", context, { seen: nearly, shownBy, fix })];
  }
  const { record, at, because } = dmarc?.rfc7489 ?? {};
  if (record === undefined || at === undefined) return [];
  const [fault] = record.faults;
  if (fault === undefined && because !== "no-policy") return [];
  const reason =
    fault === undefined ? "the policy “p=” is lacking" : `${quoted(faultText(fault))} is not valid`;
  return [
    onDomain("DMARC_INVALID", context, {
      seen: [record.text],
      shownBy: [{ name: `_dmarc.${at}`, type: "TXT" }],
      fix: DMARC_SENTENCES.invalid(`_dmarc.${at}`, [record.text], reason),
    }),
  ];
}

function faultText({ tag, value, because }: { tag: string; value: string; because: string }): string {
  return because === "bad-value" ? `${tag}=${value}` : value;
}

/** At the From domain only if DKIM and MAIL FROM lie there; else at the registrable domain, which covers both. */
function noDmarc(context: DiagnosisContext): Finding {
  const { subject, registrable } = context;
  const isWithin = subject.mailFrom === undefined || isBelow(subject.mailFrom, subject.domain);
  const name = `_dmarc.${isWithin ? subject.domain : registrable}`;
  const zone = context.seen.of(name, "TXT")?.zone ?? registrable;
  return onDomain("DMARC_MISSING", context, {
    expected: [ADVISED_DMARC],
    shownBy: [{ name, type: "TXT" }],
    fix: DMARC_SENTENCES.missing(name, hostIn(zone, name)),
  });
}

function strictDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, dmarc } = context;
  const { record, at } = dmarc?.rfc7489 ?? {};
  if (record === undefined || at === undefined) return [];
  const seen = { seen: [record.text], shownBy: [{ name: `_dmarc.${at}`, type: "TXT" as const }] };
  const from = (subject.fromAddresses ?? []).find((address) => isBelow(address, subject.domain));
  const isSpfStrict = record.aspf === "s" && subject.mailFrom !== undefined;
  return [
    ...(isSpfStrict
      ? [
          onDomain("DMARC_STRICT_SPF", context, {
            ...seen,
            fix: DMARC_SENTENCES.strictSpf(`_dmarc.${at}`, subject.mailFrom ?? ""),
          }),
        ]
      : []),
    ...(record.adkim === "s" && from !== undefined
      ? [
          onDomain("DMARC_STRICT_DKIM", context, {
            ...seen,
            fix: DMARC_SENTENCES.strictDkim(`_dmarc.${at}`, subject.domain, from),
          }),
        ]
      : []),
  ];
}

function differingDmarc(context: DiagnosisContext): readonly Finding[] {
  const { subject, dmarc } = context;
  if (dmarc === undefined || dmarc.agree) return [];
  const { rfc7489: older, rfc9989: newer } = dmarc;
  if (older.state === "unknown" || newer.state === "unknown") return [];
  return [
    onDomain("DMARC_RULES_DIFFER", context, {
      seen: [older, newer].flatMap(({ record }) => record?.text ?? []),
      shownBy: [older, newer].flatMap(({ at }) =>
        at === undefined ? [] : [{ name: `_dmarc.${at}`, type: "TXT" as const }],
      ),
      fix: DMARC_SENTENCES.differ(subject.domain, policyWords(older), policyWords(newer)),
    }),
  ];
}

function policyWords({ applied, at }: DmarcView): string {
  return applied === undefined ? "none at all" : `“p=${applied}” of ${at}`;
}
