import { answerIn } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/observation";
import { valuesOf } from "./model/answers.ts";
import type { DiagnosisContext, ExaminedRecord } from "./model/diagnosis-context.ts";

/**
 * Asks a resolver for records that turned out right only after they were evaluated: an SPF record that passes by way
 * of others, a key in place of a CNAME. Both are TXT records that are there, so no denial is planted.
 */
export async function spreadLate(context: DiagnosisContext, session: DnsSession): Promise<DiagnosisContext> {
  const late = context.examined.filter(
    ({ state, propagation }) => state === "right" && propagation === "not-at-name-servers",
  );
  if (late.length === 0) return context;
  const questions = late.map(({ record: { name } }) => ({ name, type: "TXT", through: "resolver" }) as const);
  const observations = await session.ask(questions);
  const spread = new Map(
    late.map((examined, index): [string, ExaminedRecord["propagation"]] => {
      const observation = observations[index];
      const told = observation === undefined ? [] : [...valuesOf(answerIn(observation))].sort();
      const held = context.seen.values(examined.record.name, "TXT");
      return [keyOf(examined), told.join("\n") === held.join("\n") ? "everywhere" : "cached-elsewhere"];
    }),
  );
  const examined = context.examined.map((one) => ({
    ...one,
    propagation: spread.get(keyOf(one)) ?? one.propagation,
  }));
  return { ...context, examined };
}

function keyOf({ record: { name, type } }: ExaminedRecord): string {
  return `${type} ${name}`;
}
