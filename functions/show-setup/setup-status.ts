import { createHash } from "node:crypto";
import { recordCards } from "#core/instructions/record-card";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Status } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";
import { isChecking, isDkimTold, phaseOf } from "./phase.ts";

/** How an onboarding stands, for a program. */
export interface SetupStatus {
  readonly status: Status;
  readonly identity: string;
  readonly mailFrom: string;
  readonly records: readonly (RequiredRecord & {
    readonly host: string;
    readonly state: CheckedRecord["state"] | "not-looked";
    readonly seen: readonly string[];
  })[];
  readonly lastLookAt: string | null;
  /** `null` when there is nothing left to look for. */
  readonly nextLookAt: string | null;
  /** True while a look is under way that somebody asked for. */
  readonly isLooking: boolean;
  /** Another one as soon as the page would say anything else. */
  readonly stamp: string;
}

/** How an onboarding stands, for a program. */
export function setupStatus(onboarding: Onboarding): SetupStatus {
  const { status, identity, mailFrom, lastCheck: look, schedule } = onboarding;
  const said = {
    status,
    identity,
    mailFrom,
    records: recordCards(onboarding).map(({ record, host, look: seen }) => ({
      ...record,
      host,
      state: seen?.state ?? ("not-looked" as const),
      seen: seen?.seen ?? [],
    })),
    lastLookAt: look === undefined ? null : new Date(look.at).toISOString(),
    nextLookAt: isAwaiting(onboarding) ? new Date(schedule.nextCheckAt).toISOString() : null,
    isLooking: isChecking(onboarding),
  };
  const phase = phaseOf(onboarding);
  const stamp = createHash("sha256")
    .update(JSON.stringify({ ...said, phase, isDkimTold: isDkimTold(onboarding) }))
    .digest("base64url")
    .slice(0, 12);
  return { ...said, stamp };
}
