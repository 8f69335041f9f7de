import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { PublicationState } from "#core/records/publication-state";
import type { Texts } from "#core/words/texts";

/** The one-click publication as the page shows it. */
export interface PublishView {
  readonly title: string;
  readonly text: string;
  /** Absent if publication is not possible. */
  readonly button?: string;
  /** True if the other page does not lead back, so that the button opens it in a new tab. */
  readonly isElsewhere?: true;
  /** The label of the optional DMARC record; absent if there is none to add. */
  readonly dmarc?: string;
}

/**
 * Prepares the one-click publication: an offer, or the reason why there is none. `undefined` if the zone has
 * no such provider, or if all records are right.
 */
export function publishView(onboarding: Onboarding, { text }: Texts): PublishView | undefined {
  const { publication, lastCheck } = onboarding;
  if (publication?.provider === undefined || !isAwaiting(onboarding)) return undefined;
  // The offer may be older than the check that found all records right.
  if (lastCheck?.records.every(({ state }) => state === "right")) return undefined;
  const { way, provider, isOffered, hasDmarc, because, name = "" } = publication;
  if (isOffered && way === "route-53") {
    return {
      title: text("publish.stack.title"),
      text: text("publish.stack.offer"),
      button: text("publish.stack.button"),
      isElsewhere: true,
      ...(hasDmarc === true ? { dmarc: text("publish.dmarc") } : {}),
    };
  }
  if (isOffered) {
    return {
      title: text("publish.title"),
      text: text("publish.offer", { provider }),
      button: text("publish.button", { provider }),
      ...(hasDmarc === true ? { dmarc: text("publish.dmarc") } : {}),
    };
  }
  const reason = reasonOf(because, name, text);
  if (reason === undefined) return undefined;
  return { title: text("publish.closed.title"), text: text("publish.closed", { provider, reason }) };
}

/** No reason is shown if nothing remains to be published, or if the template cannot write these records. */
function reasonOf(
  because: PublicationState["because"],
  name: string,
  text: Texts["text"],
): string | undefined {
  switch (because) {
    case undefined:
    case "nothing-to-do":
    case "not-in-template":
      return undefined;
    case "several-zones":
      return text("publish.because.several-zones");
    default:
      return text(`publish.because.${because}`, { name });
  }
}

/**
 * The results with which a person returns from a DNS provider, in the `done` parameter of the page's address.
 */
const RETURNS = [
  "published",
  "publish-cancelled",
  "publish-failed",
  "publish-closed",
  "publish-often",
] as const;

/** Returns the text for a return from a DNS provider; `undefined` for any other result. */
export function publishedText(done: string, { text }: Texts): string | undefined {
  const found = RETURNS.find((one) => one === done);
  return found === undefined ? undefined : text(`publish.done.${found}`);
}
