import type { OnboardingEvent } from "./event.ts";
import type { Onboarding } from "./onboarding.ts";

/** A notice that was given up. */
interface LostNotice {
  readonly at: number;
  readonly type: OnboardingEvent["type"];
  readonly recipient: string;
  readonly errorName: string;
}

/** The errors of a help desk that refuses us; another desk's tickets are not affected. */
const OF_A_DESK = /^HelpDesk/;

/** The notices that were given up because of the recipient or of the service that carries them. */
export function lostNotices(events: readonly OnboardingEvent[]): LostNotice[] {
  return givenUp(events).filter(({ errorName }) => !OF_A_DESK.test(errorName));
}

/** The answers that a help desk refused for good. */
export function deskRefusals(events: readonly OnboardingEvent[]): LostNotice[] {
  return givenUp(events).filter(({ errorName }) => OF_A_DESK.test(errorName));
}

/** True if SES has an identity of this name that was made by hand, and that belongs to no customer. */
export function isNobodys({ status, closedBecause }: Pick<Onboarding, "status" | "closedBecause">): boolean {
  return status === "cancelled" && closedBecause === "identity-taken";
}

function givenUp(events: readonly OnboardingEvent[]): LostNotice[] {
  return events.flatMap(({ at, type, givenUp: lost = [] }) => lost.map((one) => ({ at, type, ...one })));
}
