import type { HandOff } from "../guests.ts";
import type { Onboarding } from "../onboarding.ts";
import { HAND_OFF_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { isCheckable } from "./signals.ts";

const DAY_MS = 86_400_000;

/**
 * The number of hand-offs that one link's holder can send within 24 hours, because each is a mail to an
 * address of their choice.
 */
const HAND_OFFS_A_DAY = 3;

/** The number of hand-offs that the item keeps. */
const MOST_KEPT = 10;

/** Sends the records to one address, with a separate link. */
export function handOff(
  current: Onboarding,
  to: Pick<HandOff, "address" | "language">,
  { now, by }: { readonly now: number; readonly by: string },
): Change | "over" | "too-often" {
  if (!isCheckable(current) || current.records.length === 0) return "over";
  const { handOffs = [] } = current;
  if (handOffs.filter(({ at }) => at > now - DAY_MS).length >= HAND_OFFS_A_DAY) return "too-often";
  const { linkVersion } = current;
  const next = { ...to, at: now, until: now + HAND_OFF_MS, linkVersion };
  return {
    set: { handOffs: [...handOffs, next].slice(-MOST_KEPT) },
    event: { type: "handed_off", at: now, by, idempotencyKey: String(now) },
  };
}

/**
 * Invalidates the link of the hand-off that was sent at a certain time; `undefined` if it is invalid already.
 */
export function endHandOff(current: Onboarding, sentAt: number, now: number, by: string): Change | undefined {
  if (!openHandOffs(current, now).some(({ at }) => at === sentAt)) return undefined;
  const handOffs = current.handOffs?.map((one) => (one.at === sentAt ? { ...one, endedAt: now } : one));
  return {
    set: { ...(handOffs !== undefined && { handOffs }) },
    event: { type: "hand_off_ended", at: now, by, idempotencyKey: String(sentAt) },
  };
}

/** Returns the hand-offs whose links are valid now. A new set-up link invalidates earlier ones. */
export function openHandOffs(
  { handOffs = [], linkVersion }: Pick<Onboarding, "handOffs" | "linkVersion">,
  now: number,
): readonly HandOff[] {
  return handOffs.filter(
    (one) => one.endedAt === undefined && now < one.until && one.linkVersion === linkVersion,
  );
}
