import { exchangeOf } from "#core/dns/record-names";
import { isSpf } from "#core/dns/spf-record";
import { adding, removal, replacement } from "../model/corrections.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { type Finding, onDomain } from "../model/finding.ts";
import { joinedLines } from "../model/spf-line.ts";
import { DOMAIN_CAUSES } from "../sentences/domain.ts";

const AMAZON = "include:amazonses.com";

/** Finds damage to the domain's own MX or SPF record since its records were issued. */
export function damagedSince(context: DiagnosisContext): readonly Finding[] {
  return [...mxReplaced(context), ...spfReplaced(context)];
}

function mxReplaced(context: DiagnosisContext): readonly Finding[] {
  const { registrable: at, seen, subject } = context;
  const { snapshot } = subject;
  const earlier = (snapshot?.mx ?? []).filter((mx) => {
    const exchange = exchangeOf(mx);
    return exchange !== "." && !exchange.startsWith("feedback-smtp.");
  });
  const now = seen.values(at, "MX").map(exchangeOf);
  const isGone = earlier.length > 0 && !earlier.some((mx) => now.includes(exchangeOf(mx)));
  if (snapshot === undefined || !isGone || !seen.isKnown(at, "MX")) return [];
  const because = "mailboxes-need-it";
  return [
    onDomain("ROOT_MX_REPLACED", context, {
      cause: DOMAIN_CAUSES.mxReplaced(at, snapshot.at),
      edits: earlier.map((value) => adding({ name: at, type: "MX", value }, context, because)),
      seen: seen.values(at, "MX"),
      expected: snapshot.mx,
      shownBy: [{ name: at, type: "MX" }],
    }),
  ];
}

function spfReplaced(context: DiagnosisContext): readonly Finding[] {
  const { registrable: at, seen, subject } = context;
  const [earlier] = subject.snapshot?.spf ?? [];
  const now = seen.values(at, "TXT").filter(isSpf);
  if (earlier === undefined || !seen.isKnown(at, "TXT") || !hasLost(earlier, now)) return [];
  const line = (value: string) => ({ name: at, type: "TXT", value });
  const because = "other-mail-needs-it";
  // Senders that were added since then stay in the record.
  const value = joinedLines([earlier, ...now]) ?? earlier;
  const [first, ...others] = now;
  return [
    onDomain("ROOT_SPF_REPLACED", context, {
      cause: DOMAIN_CAUSES.spfReplaced(at),
      edits:
        first === undefined
          ? [adding(line(value), context, because)]
          : [
              replacement(line(first), value, context, because),
              ...others.map((one) => removal(line(one), context, "only-one")),
            ],
      seen: now,
      expected: subject.snapshot?.spf ?? [],
      shownBy: [{ name: at, type: "TXT" }],
    }),
  ];
}

/**
 * A change of some terms may be intended. It is damage if all terms are gone, or if Amazon's term replaced
 * some.
 */
function hasLost(earlier: string, now: readonly string[]): boolean {
  const held = new Set(now.flatMap(mechanisms));
  const before = mechanisms(earlier);
  const others = before.filter((term) => term !== AMAZON);
  const lost = others.filter((term) => !held.has(term));
  if (lost.length === 0) return false;
  return lost.length === others.length || (held.has(AMAZON) && !before.includes(AMAZON));
}

function mechanisms(spf: string): readonly string[] {
  return spf
    .toLowerCase()
    .split(" ")
    .slice(1)
    .filter((term) => term !== "" && !/^[+~?-]?all$/.test(term));
}
