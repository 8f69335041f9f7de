import { answerIn } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/observation";
import { valuesOf } from "./model/answers.ts";
import type { DiagnosisContext, ExaminedRecord } from "./model/diagnosis-context.ts";

/**
 * Asks a resolver for records that turned out right only after they were evaluated: an SPF record that passes by way
 * of others, a key in place of a CNAME. Both are TXT records that are there, so no denial is planted.
 */
export async function spreadLate(scene: DiagnosisContext, session: DnsSession): Promise<DiagnosisContext> {
  const late = scene.looked.filter(
    ({ state, propagation }) => state === "right" && propagation === "not-at-name-servers",
  );
  if (late.length === 0) return scene;
  const questions = late.map(({ record: { name } }) => ({ name, type: "TXT", through: "resolver" }) as const);
  const sightings = await session.ask(questions);
  const spread = new Map(
    late.map((looked, index): [string, ExaminedRecord["propagation"]] => {
      const sighting = sightings[index];
      const told = sighting === undefined ? [] : [...valuesOf(answerIn(sighting))].sort();
      const held = scene.seen.values(looked.record.name, "TXT");
      return [keyOf(looked), told.join("\n") === held.join("\n") ? "everywhere" : "cached-elsewhere"];
    }),
  );
  const looked = scene.looked.map((one) => ({
    ...one,
    propagation: spread.get(keyOf(one)) ?? one.propagation,
  }));
  return { ...scene, looked };
}

function keyOf({ record: { name, type } }: ExaminedRecord): string {
  return `${type} ${name}`;
}
