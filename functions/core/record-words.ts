import type { SeenRecord } from "#core/onboarding";
import { printable } from "#core/printable";
import { utcTime } from "#core/utc-time";

/** SPF texts and host names are far shorter: what is longer is cut. */
const LONGEST_SEEN = 300;

/** How a required record looked at the last look, in one plain sentence. */
export function recordWords(look: SeenRecord | undefined): string {
  if (look === undefined) return "We have not looked at this record yet.";
  switch (look.state) {
    case "right":
      return rightWords(look);
    case "missing":
      return "This record is not there yet.";
    case "wrong":
      return `There is something else instead: ${seenWords(look)}.`;
    case "conflicting":
      return `There must be exactly one such record, and there is more: ${seenWords(look)}.`;
    case "unknown":
      return "The name servers of the domain gave us no usable answer; we ask again.";
  }
}

/** The values that were seen, for a sentence. */
function seenWords({ seen }: SeenRecord): string {
  return seen.map((value) => `“${printable(value, LONGEST_SEEN)}”`).join(" and ");
}

function rightWords({ propagation, cachedUntil }: SeenRecord): string {
  if (propagation === "everywhere") return "This record is right.";
  const until = cachedUntil === undefined ? "for a while" : `until about ${utcTime(cachedUntil)}`;
  return `This record is right; some resolvers may still hold the old answer ${until}.`;
}
