import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { PublicationState } from "#core/records/publication-state";
import type { Texts } from "#core/words/texts";

/** The one-click way as the page shows it. */
export interface PublishView {
  readonly title: string;
  readonly text: string;
  /** Absent if the way is closed. */
  readonly button?: string;
  /** True if nothing leads back, so that the button opens a page beside this one. */
  readonly isElsewhere?: true;
  /** The label of the optional DMARC record; absent if there is none to add. */
  readonly dmarc?: string;
}

/** Prepares the one-click way: an offer, or why it is closed; `undefined` where the zone has no such provider, or all records. */
export function publishView(onboarding: Onboarding, { text }: Texts): PublishView | undefined {
  const { publication, lastCheck } = onboarding;
  if (publication?.provider === undefined || !isAwaiting(onboarding)) return undefined;
  // The offer may be from before the check that found them
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
  return { title: text("publish.title"), text: text("publish.closed", { provider, reason }) };
}

/** Nothing is said where all is there, or where the template is not for such records. */
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

/** The ways back from a DNS provider, by the `done` parameter of the page's address. */
const RETURNS = [
  "published",
  "publish-cancelled",
  "publish-failed",
  "publish-closed",
  "publish-often",
] as const;

/** What the page says after a way back from a DNS provider; `undefined` for any other action. */
export function publishedText(done: string, { text }: Texts): string | undefined {
  const found = RETURNS.find((one) => one === done);
  return found === undefined ? undefined : text(`publish.done.${found}`);
}
