import { answerIn } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/sighting";
import type { Looked, Scene } from "./model/scene.ts";
import { valuesOf } from "./model/seen.ts";

/**
 * Asks a resolver for records that turned out right only after they were evaluated: an SPF record that passes by way
 * of others, a key in place of a CNAME. Both are TXT records that are there, so no denial is planted.
 */
export async function spreadLate(scene: Scene, session: DnsSession): Promise<Scene> {
  const late = scene.looked.filter(
    ({ state, propagation }) => state === "right" && propagation === "not-at-name-servers",
  );
  if (late.length === 0) return scene;
  const questions = late.map(({ record: { name } }) => ({ name, type: "TXT", through: "resolver" }) as const);
  const sightings = await session.look(questions);
  const spread = new Map(
    late.map((looked, index): [string, Looked["propagation"]] => {
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

function keyOf({ record: { name, type } }: Looked): string {
  return `${type} ${name}`;
}
