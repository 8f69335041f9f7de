import type { OnboardingEvent } from "#core/onboarding/event";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { deskRefusals, isUnownedIdentity, lostNotices } from "#core/onboarding/trouble";
import { waitingOn } from "#core/onboarding/waiting-on";
import type { Listed } from "./entries.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

/** An identity without an owner is listed only for this time after it was seen. */
const UNOWNED_SHOWN_MS = 30 * DAY_MS;

/** One onboarding with the facts on which sections decide. */
export interface Candidate {
  readonly current: Onboarding;
  /** Since when the party has been awaited, for sections that need it. */
  readonly awaitedSince?: number | undefined;
  /** The onboarding's events, for sections that need them. */
  readonly events: readonly OnboardingEvent[];
  /** True if a later onboarding has the same identity. */
  readonly isSucceeded: boolean;
}

/** A kind of onboardings that an operator or support has to act on. */
export interface Section {
  readonly kind: string;
  readonly list: readonly [Listed, string];
  /**
   * Limits the section to onboardings that have been listed for at least this time, or for at most this time.
   */
  readonly leastMs?: number;
  readonly mostMs?: number;
  /** What has to be read about each onboarding besides its item. */
  readonly reads?: "events" | "successors";
  isMeant(candidate: Candidate): boolean;
}

/** The sections in order of urgency. */
export const SECTIONS: readonly Section[] = [
  {
    kind: "incident",
    list: ["trouble", "incident"],
    isMeant: ({ current }) => openIncident(current) !== undefined,
  },
  { kind: "failed", list: ["status", "failed"], isMeant: ({ current }) => current.status === "failed" },
  { kind: "held", list: ["status", "held"], isMeant: ({ current }) => current.status === "held" },
  {
    kind: "decision",
    list: ["awaits", "operator"],
    isMeant: ({ current }) =>
      current.status !== "held" && current.status !== "failed" && waitingOn(current).party === "operator",
  },
  {
    kind: "desk",
    list: ["trouble", "desk"],
    reads: "events",
    isMeant: ({ events }) => deskRefusals(events).length > 0,
  },
  {
    kind: "notices",
    list: ["trouble", "notices"],
    reads: "events",
    isMeant: ({ events }) => lostNotices(events).length > 0,
  },
  {
    kind: "contested",
    list: ["trouble", "contested"],
    isMeant: ({ current: { ownership } }) => ownership !== undefined && ownership.provedAt === undefined,
  },
  {
    kind: "nobodys",
    list: ["trouble", "nobodys"],
    mostMs: UNOWNED_SHOWN_MS,
    reads: "successors",
    isMeant: ({ current, isSucceeded }) => isUnownedIdentity(current) && !isSucceeded,
  },
  ...stuck("week", { leastMs: WEEK_MS }),
  ...stuck("day", { leastMs: DAY_MS, mostMs: WEEK_MS }),
];

/**
 * Sections of onboardings that have waited too long for a party other than an operator; the sections above
 * cover operators.
 */
function stuck(length: string, age: Pick<Section, "leastMs" | "mostMs">): Section[] {
  return (["ses", "dns", "customer"] as const).map((party) => ({
    kind: `stuck-${party}-${length}`,
    list: ["awaits", party],
    ...age,
    isMeant: ({ current }) => waitingOn(current).party === party,
  }));
}
