import type { DnsSession } from "#core/dns/observation";
import { spreadTo } from "#core/dns/record-state";
import { isSpf } from "#core/dns/spf-record";
import { valuesOf } from "./model/answers.ts";
import type { DiagnosisContext, ExaminedRecord } from "./model/diagnosis-context.ts";

/**
 * Asks resolvers for records that proved right only after evaluation: an SPF record that passes through other
 * terms, or a key instead of a CNAME. Both are existing TXT records, so no negative answer is cached.
 */
export async function spreadLate(context: DiagnosisContext, session: DnsSession): Promise<DiagnosisContext> {
  const late = context.examined.filter(
    ({ state, propagation }) => state === "right" && propagation === "not-at-name-servers",
  );
  if (late.length === 0) return context;
  const questions = late.map(({ record: { name } }) => ({ name, type: "TXT", through: "resolver" }) as const);
  const observations = await session.ask(questions);
  const spread = new Map(
    late.map((examined, index) => {
      const { recursive = [] } = observations[index] ?? {};
      return [keyOf(examined), spreadTo(recursive, currentTexts(examined, context))] as const;
    }),
  );
  return { ...context, examined: context.examined.map((one) => ({ ...one, ...spread.get(keyOf(one)) })) };
}

/**
 * Returns a function that recognises what one of the name servers holds now. Other texts beside an SPF record
 * may differ from server to server, so they are not compared.
 */
function currentTexts(
  { record: { name, purpose } }: ExaminedRecord,
  { seen }: DiagnosisContext,
): (values: readonly string[]) => boolean {
  const textOf = (values: readonly string[]) =>
    (purpose === "mail-from-spf" ? values.filter(isSpf) : values).toSorted().join("\n");
  const servers = seen.of(name, "TXT")?.authoritative ?? [];
  const current = new Set(
    servers.filter(({ answer }) => answer.kind !== "unknown").map(({ answer }) => textOf(valuesOf(answer))),
  );
  return (values) => current.has(textOf(values));
}

function keyOf({ record: { name, type } }: ExaminedRecord): string {
  return `${type} ${name}`;
}
