import type { RecordDetector } from "../model/detector.ts";
import { onRecord } from "../model/finding.ts";
import { untilWords } from "../model/time-words.ts";
import { NAME_SENTENCES } from "../sentences/names.ts";

/** Tells that a right record has yet to reach some resolvers; one that only failed to answer says nothing. */
export const cached: RecordDetector = (examined, context) => {
  if (examined.state !== "right" || examined.propagation !== "cached-elsewhere") return undefined;
  const { cachedUntilSeconds } = examined;
  if (cachedUntilSeconds === undefined) return undefined;
  const until = untilWords(context.now + cachedUntilSeconds * 1000, context.now);
  return onRecord("PUBLISHED_BUT_CACHED", examined, context, { fix: NAME_SENTENCES.cached(examined, until) });
};
