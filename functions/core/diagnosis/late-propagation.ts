import type { DnsSession } from "#core/dns/observation";
import { spreadTo } from "#core/dns/record-state";
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
      const current = context.seen.values(examined.record.name, "TXT").join("\n");
      const isCurrent = (values: readonly string[]) => values.toSorted().join("\n") === current;
      return [keyOf(examined), spreadTo(observations[index]?.recursive ?? [], isCurrent)] as const;
    }),
  );
  return { ...context, examined: context.examined.map((one) => ({ ...one, ...spread.get(keyOf(one)) })) };
}

function keyOf({ record: { name, type } }: ExaminedRecord): string {
  return `${type} ${name}`;
}
