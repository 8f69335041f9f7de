import { WATCH } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { type Project, readAllProjects } from "#core/projects/project";
import {
  comparePauses,
  type KnownPause,
  type PausedTenant,
  readKnownPauses,
} from "#core/watch/paused-tenants";
import { logger } from "#platform/observability";
import type { WatchDeps } from "./deps.ts";
import type { Slots } from "./slots.ts";

/** The ports of the watch over tenants. */
type TenantDeps = Pick<WatchDeps, "table" | "listing" | "tenants">;

/** Reads once an hour which tenants are paused, and notifies operations once of each pause. */
export async function watchTenants(now: number, deps: TenantDeps, slots: Slots): Promise<void> {
  const before = await readKnownPauses(deps.table);
  if (before.readAt !== undefined && now < before.readAt + WATCH.passEveryMs) return;
  const paused = await readPaused(deps, slots);
  if (paused === undefined) return;
  const { begun, known } = comparePauses(before.tenants, paused, now);
  const projects = begun.length === 0 ? [] : await readAllProjects(deps.table, deps.listing);
  for (const pause of begun) await notify(pause, projects, now, deps);
  const latest = await readKnownPauses(deps.table);
  // If another run wrote first, its result is kept.
  await deps.table.commit([latest.replaceWith(known, now)]);
}

/** Reads all paused tenants; `undefined` if the SES slots do not suffice, so that the next run reads them. */
async function readPaused(
  deps: Pick<TenantDeps, "tenants">,
  slots: Slots,
): Promise<readonly PausedTenant[] | undefined> {
  const all: PausedTenant[] = [];
  let nextToken: string | undefined;
  do {
    const slot = await slots.take();
    if (slot === undefined) return undefined;
    await slot();
    const page = await deps.tenants.paused(nextToken);
    all.push(...page.tenants);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

/**
 * Records the event at one ready domain of the tenant, in one transaction with the list that prevents a
 * repetition.
 */
async function notify(
  pause: KnownPause,
  all: readonly Project[],
  now: number,
  { table }: Pick<TenantDeps, "table">,
): Promise<void> {
  const projects = all.filter(({ domains }) => domains.some(({ tenant }) => tenant === pause.name));
  // The operator who paused the project knows of it.
  if (projects.some(({ paused }) => paused !== undefined)) return;
  logger.warn("A tenant is paused in SES", { event: "TENANT_PAUSED", tenant: pause.name });
  const onboardingId = await readyOnboarding(pause.name, projects, table);
  if (onboardingId === undefined) return;
  const { seenAt: at, ...tenant } = pause;
  await changeOnboarding(table, onboardingId, async () => {
    const { tenants, readAt, replaceWith } = await readKnownPauses(table);
    if (tenants.some(({ name }) => name === pause.name)) return undefined;
    return {
      set: { pausedTenant: { ...tenant, at, projects: projects.map(({ project }) => project) } },
      event: { type: "sending_paused", at: now, by: "sendworthy", idempotencyKey: String(now) },
      also: [replaceWith([...tenants, pause], readAt)],
    };
  });
}

async function readyOnboarding(
  tenant: string,
  projects: readonly Project[],
  table: WatchDeps["table"],
): Promise<string | undefined> {
  for (const domain of projects.flatMap(({ domains }) => domains.filter((one) => one.tenant === tenant))) {
    const { status } = await readOnboarding(table, domain.onboardingId);
    if (status === "ready") return domain.onboardingId;
  }
  return undefined;
}
