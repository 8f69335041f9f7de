import { createHash } from "node:crypto";
import { advisedCard, recordCards } from "#core/instructions/record-card";
import { isChecking, isDkimMilestone, setupPhase } from "#core/instructions/setup-phase";
import { isCheckable } from "#core/onboarding/changes/signals";
import type { Status } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { AdvisedRecord } from "#core/records/advised-record";
import type { CheckedRecord } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";

/** The state of an onboarding, for programs. */
export interface SetupStatus {
  readonly status: Status;
  readonly identity: string;
  readonly mailFrom: string;
  readonly records: readonly (RequiredRecord & {
    readonly host: string;
    readonly state: CheckedRecord["state"] | "not-looked";
    readonly seen: readonly string[];
  })[];
  /** The optional record; `null` if it is not needed, or if that is not known. */
  readonly advised: (AdvisedRecord & { readonly host: string; readonly state: "offered" | "right" }) | null;
  readonly lastLookAt: string | null;
  /** `null` if no further check is planned. */
  readonly nextLookAt: string | null;
  /** True while a requested check is in progress. */
  readonly isLooking: boolean;
  /** A hash that changes whenever the page's content would change. */
  readonly stamp: string;
}

/** The state of an onboarding, for programs. */
export function setupStatus(onboarding: Onboarding): SetupStatus {
  const { status, identity, mailFrom, lastCheck, schedule } = onboarding;
  const content = {
    status,
    identity,
    mailFrom,
    records: recordCards(onboarding).map(({ record, host, checked }) => ({
      ...record,
      host,
      state: checked?.state ?? ("not-looked" as const),
      seen: checked?.seen ?? [],
    })),
    advised: advisedOf(onboarding),
    lastLookAt: lastCheck === undefined ? null : new Date(lastCheck.at).toISOString(),
    nextLookAt: isCheckable(onboarding) ? new Date(schedule.nextCheckAt).toISOString() : null,
    isLooking: isChecking(onboarding),
  };
  const phase = setupPhase(onboarding);
  const stamp = createHash("sha256")
    .update(
      JSON.stringify({
        ...content,
        publication: shownOf(onboarding),
        phase,
        isDkimMilestone: isDkimMilestone(onboarding),
      }),
    )
    .digest("base64url")
    .slice(0, 12);
  return { ...content, stamp };
}

function advisedOf(onboarding: Onboarding): SetupStatus["advised"] {
  const card = advisedCard(onboarding);
  return card === undefined ? null : { ...card.record, host: card.host, state: card.state };
}

/** Returns what the page shows of the one-click publication, without the time of the check. */
function shownOf({ publication }: Onboarding): object {
  const { at: _, discoveredAt: __, ...shown } = publication ?? { at: 0, discoveredAt: 0 };
  return shown;
}
