import { enterState } from "#core/failure";
import { isOpen } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import { changeOnboarding } from "#core/onboarding-store";
import type { IdentityMaker, MadeIdentity, SesBudget } from "#core/ports";
import { readProject } from "#core/project";
import { type ProjectConfiguration, setFromTheStart, wantedConfiguration } from "#core/project-configuration";
import { requiredRecords } from "#core/required-records";
import { secondsUntil } from "#core/schedule";
import { nextSlot } from "#core/ses-slot";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/state-input";

/** What the state CreateIdentity needs of the world. */
export interface CreateIdentityDeps {
  readonly region: string;
  readonly table: Table;
  readonly budget: SesBudget;
  readonly identities: IdentityMaker;
  /** What a deployer declares for all projects. */
  defaults(): Promise<ProjectConfiguration>;
}

/** What the Choice IdentityOutcome reads. */
export type IdentityOutcome =
  | { readonly outcome: "made" | "closing" }
  | { readonly outcome: "waiting"; readonly waitSeconds: number };

/** Makes the identity once, when the SES budget has a slot, and keeps its tokens and the five records. */
export async function createIdentity(
  { onboardingId, now }: StateInput,
  deps: CreateIdentityDeps,
): Promise<IdentityOutcome> {
  const current = await enterState(deps.table, { onboardingId, now });
  if (isToBeClosed(current)) return { outcome: "closing" };
  if (current.dkim !== undefined) return { outcome: "made" };
  const slotAt = await nextSlot(current, now, deps.budget);
  if (slotAt > now) {
    await changeOnboarding(deps.table, onboardingId, ({ ses }) => ({ set: { ses: { ...ses, slotAt } } }));
    return { outcome: "waiting", waitSeconds: secondsUntil(slotAt, now) };
  }
  const configurationSet = await configurationSetOf(current, deps);
  const made = await deps.identities.make(current.identity, { ...current, configurationSet });
  await changeOnboarding(deps.table, onboardingId, (latest) =>
    latest.dkim === undefined ? { set: withIdentity(latest, made, deps.region, now) } : undefined,
  );
  return { outcome: made === "taken" ? "closing" : "made" };
}

/** The one that is there already: named with the identity, it need not be put later. */
async function configurationSetOf(
  { project, owner }: Onboarding,
  { table, defaults }: CreateIdentityDeps,
): Promise<string | undefined> {
  const { current } = await readProject(table, project);
  const { configuration } = current ?? {};
  return setFromTheStart(wantedConfiguration({ project, owner, configuration }, await defaults()));
}

function isToBeClosed({ status, signals, closedBecause }: Onboarding): boolean {
  return !isOpen(status) || signals.cancelledAt !== undefined || closedBecause !== undefined;
}

function withIdentity(
  latest: Onboarding,
  made: MadeIdentity | "taken",
  region: string,
  now: number,
): Partial<Onboarding> {
  const { slotAt: _used, ...ses } = latest.ses;
  if (made === "taken") return { ses, closedBecause: "identity-taken" };
  const { configurationSet } = made;
  return {
    ses: {
      ...ses,
      status: made.status,
      readAt: now,
      ...(configurationSet !== undefined && { configurationSet }),
    },
    dkim: { tokens: [...made.dkimTokens], signingHostedZone: made.signingHostedZone },
    records: requiredRecords({ ...latest, ...made, region }),
    edition: latest.edition + 1,
  };
}
