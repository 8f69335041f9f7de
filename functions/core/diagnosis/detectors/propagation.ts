import type { RecordDetector } from "../model/detector.ts";
import { onRecord } from "../model/finding.ts";
import { NAME_CAUSES } from "../sentences/names.ts";

/**
 * Finds a right record that some resolvers do not have yet. A resolver that did not answer proves nothing.
 */
export const cached: RecordDetector = (examined, context) => {
  if (examined.state !== "right" || examined.propagation !== "cached-elsewhere") return undefined;
  const { cachedUntilSeconds } = examined;
  if (cachedUntilSeconds === undefined) return undefined;
  const until = context.now + cachedUntilSeconds * 1000;
  return onRecord("PUBLISHED_BUT_CACHED", examined, context, {
    cause: NAME_CAUSES.cached(examined, until),
    actor: "time",
    after: { waitFor: "resolver-caches", until },
  });
};
