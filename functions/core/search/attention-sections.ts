import type { OnboardingEvent } from "#core/onboarding/event";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { deskRefusals, isNobodys, lostNotices } from "#core/onboarding/trouble";
import { waitingOn } from "#core/onboarding/waiting-on";
import type { Listed } from "./entries.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

/** An identity that nobody has taken over in this time is not asked for any more. */
const NOBODYS_SHOWN_MS = 30 * DAY_MS;

/** One onboarding with what a section may ask about it. */
export interface Candidate {
  readonly current: Onboarding;
  /** Since when its party has been awaited, in a section that is about that. */
  readonly awaitedSince?: number | undefined;
  /** Its events, where a section needs them. */
  readonly events: readonly OnboardingEvent[];
  /** True if a later onboarding has the same identity. */
  readonly isSucceeded: boolean;
}

/** One kind of onboardings that need an operator or somebody who helps. */
export interface Section {
  readonly kind: string;
  readonly list: readonly [Listed, string];
  /** Only those that have been listed for at least so long, or for at most so long. */
  readonly leastMs?: number;
  readonly mostMs?: number;
  /** What has to be read of each besides its item. */
  readonly reads?: "events" | "successors";
  isMeant(candidate: Candidate): boolean;
}

/** In the order of their urgency. */
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
    mostMs: NOBODYS_SHOWN_MS,
    reads: "successors",
    isMeant: ({ current, isSucceeded }) => isNobodys(current) && !isSucceeded,
  },
  ...stuck("week", { leastMs: WEEK_MS }),
  ...stuck("day", { leastMs: DAY_MS, mostMs: WEEK_MS }),
];

/** What has waited too long for somebody else, by the party that it waits for; what waits for an operator is above. */
function stuck(length: string, age: Pick<Section, "leastMs" | "mostMs">): Section[] {
  return (["ses", "dns", "customer"] as const).map((party) => ({
    kind: `stuck-${party}-${length}`,
    list: ["awaits", party],
    ...age,
    isMeant: ({ current }) => waitingOn(current).party === party,
  }));
}
