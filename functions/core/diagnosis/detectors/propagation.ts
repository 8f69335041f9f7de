import type { RecordDetector } from "../model/detector.ts";
import { onRecord } from "../model/finding.ts";
import { untilWords } from "../model/time-words.ts";
import { NAME_SENTENCES } from "../sentences/names.ts";

/** Tells that a right record has yet to reach some resolvers; one that only failed to answer says nothing. */
export const cached: RecordDetector = (looked, scene) => {
  if (looked.state !== "right" || looked.propagation !== "cached-elsewhere") return undefined;
  const { cachedUntilSeconds } = looked;
  if (cachedUntilSeconds === undefined) return undefined;
  const until = untilWords(scene.now + cachedUntilSeconds * 1000, scene.now);
  return onRecord("PUBLISHED_BUT_CACHED", looked, scene, { fix: NAME_SENTENCES.cached(looked, until) });
};
