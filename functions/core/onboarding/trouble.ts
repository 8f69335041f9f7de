import type { OnboardingEvent } from "./event.ts";
import type { Onboarding } from "./onboarding.ts";

/** A notice whose delivery was given up. */
interface LostNotice {
  readonly at: number;
  readonly type: OnboardingEvent["type"];
  readonly recipient: string;
  readonly errorName: string;
}

/** The names of a help desk's errors; they concern only that desk's tickets. */
const OF_A_DESK = /^HelpDesk/;

/** Returns the notices whose delivery was given up because of the recipient or the delivering service. */
export function lostNotices(events: readonly OnboardingEvent[]): LostNotice[] {
  return givenUp(events).filter(({ errorName }) => !OF_A_DESK.test(errorName));
}

/** Returns the answers whose delivery was given up because of a help desk's error. */
export function deskRefusals(events: readonly OnboardingEvent[]): LostNotice[] {
  return givenUp(events).filter(({ errorName }) => OF_A_DESK.test(errorName));
}

/** True if SES has an identity of this name that was made by hand, and that belongs to no customer. */
export function isUnownedIdentity({
  status,
  closedBecause,
  assignedAt,
}: Pick<Onboarding, "status" | "closedBecause" | "assignedAt">): boolean {
  return status === "cancelled" && closedBecause === "identity-taken" && assignedAt === undefined;
}

function givenUp(events: readonly OnboardingEvent[]): LostNotice[] {
  return events.flatMap(({ at, type, givenUp: lost = [] }) => lost.map((one) => ({ at, type, ...one })));
}
