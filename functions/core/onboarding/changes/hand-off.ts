import type { HandOff } from "../guests.ts";
import type { Onboarding } from "../onboarding.ts";
import { HAND_OFF_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { isCheckable } from "./signals.ts";

const DAY_MS = 86_400_000;

/** The hand-offs that a link's holder can send within 24 hours: each is a mail to an address of their choice. */
const HAND_OFFS_A_DAY = 3;

/** The hand-offs that are kept in the item, the latest ones. */
const MOST_KEPT = 10;

/** Sends the records to one address, with a link of its own. */
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

/** Ends the link of a hand-off that was sent at a time; `undefined` if it does not work any more. */
export function endHandOff(current: Onboarding, sentAt: number, now: number, by: string): Change | undefined {
  if (!openHandOffs(current, now).some(({ at }) => at === sentAt)) return undefined;
  const handOffs = current.handOffs?.map((one) => (one.at === sentAt ? { ...one, endedAt: now } : one));
  return {
    set: { ...(handOffs !== undefined && { handOffs }) },
    event: { type: "hand_off_ended", at: now, by, idempotencyKey: String(sentAt) },
  };
}

/** Returns the hand-offs whose links work now. A new set-up link ends those of before. */
export function openHandOffs(
  { handOffs = [], linkVersion }: Pick<Onboarding, "handOffs" | "linkVersion">,
  now: number,
): readonly HandOff[] {
  return handOffs.filter(
    (one) => one.endedAt === undefined && now < one.until && one.linkVersion === linkVersion,
  );
}
