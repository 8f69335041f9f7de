import { OnboardingNotFoundError, TransientServiceError } from "#core/errors";
import type { Item, Put, Table } from "#core/table";
import { eventPut, type NewEvent } from "./event.ts";
import { FINAL_STATUSES, type LifecycleEvent, statusAfter, statusesBefore } from "./lifecycle.ts";
import { type Onboarding, onboarding, onboardingKey } from "./onboarding.ts";
import { probeAttributes } from "./probe-plan.ts";
import { PEOPLE_KEPT_MS } from "./schedule.ts";
import { latestTime, stagePuts } from "./stage.ts";

/** A change to an onboarding. */
export interface Change {
  readonly set?: Partial<Onboarding>;
  /** The attributes to remove. */
  readonly clear?: readonly (
    | "alsoProjects"
    | "alsoTickets"
    | "closedBecause"
    | "configuring"
    | "dnsContact"
    | "dnsContactLanguage"
    | "dueAt"
    | "failedFrom"
    | "failingAddresses"
    | "formerContacts"
    | "handOffs"
    | "held"
    | "migratingFrom"
    | "mutedAt"
    | "overrides"
    | "queue"
    | "refusedAddresses"
    | "replyAddress"
    | "notifiedProblem"
  )[];
  readonly transition?: LifecycleEvent;
  readonly event?: NewEvent;
  /** Other items to write in the same transaction. */
  readonly also?: readonly Put[];
}

/** How often a change is tried when other writes come first. */
const TRIES = 10;

/** Reads the onboarding; throws OnboardingNotFoundError. */
export async function readOnboarding(table: Pick<Table, "get">, onboardingId: string): Promise<Onboarding> {
  const item = await table.get(onboardingKey(onboardingId));
  if (item === undefined) throw new OnboardingNotFoundError(onboardingId);
  return onboarding.parse(item);
}

/**
 * Reads the onboarding, calls `decide`, and writes the change with its event in one transaction. If another
 * write comes between, all three are repeated. Writes nothing if `decide` returns `undefined`. An onboarding
 * that was read before, instead of its id, saves the first read. The condition on its version notices later
 * writes, and that nothing is to be written is decided again after a read.
 */
export async function changeOnboarding(
  table: Table,
  onboarding: string | Onboarding,
  decide: (current: Onboarding) => Change | undefined | Promise<Change | undefined>,
): Promise<Onboarding> {
  const [onboardingId, readBefore] =
    typeof onboarding === "string" ? [onboarding] : [onboarding.onboardingId, onboarding];
  let known = readBefore;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const current = known ?? (await readOnboarding(table, onboardingId));
    const change = await decide(current);
    if (change === undefined && known === undefined) return current;
    known = undefined;
    if (change === undefined) continue;
    const { next, puts } = changePuts(current, change);
    if (await table.commit(puts)) return next;
  }
  throw new TransientServiceError(`${onboardingId} was written by others ${TRIES} times in a row`);
}

/** Returns the onboarding after a change, with the writes for one transaction. */
export function changePuts(
  current: Onboarding,
  change: Change,
): { readonly next: Onboarding; readonly puts: readonly Put[] } {
  const next = apply(current, change);
  return { next, puts: [...putsOf(current, next, change), ...(change.also ?? [])] };
}

function apply(current: Onboarding, { set, clear = [], transition, event }: Change): Onboarding {
  const status = transition === undefined ? current.status : statusAfter(current.status, transition);
  const next: Onboarding = { ...current, ...set, status, version: current.version + 1 };
  for (const field of clear) delete next[field];
  if (!FINAL_STATUSES.includes(status)) return next;
  // A finished onboarding leaves the sparse index, and its task token is removed.
  const { queue, dueAt, wait: _wait, ...over } = next;
  if (status !== "expired" && status !== "cancelled") return over;
  // It enters the queue again, for the erasure of its personal data.
  if (transition !== undefined && event !== undefined)
    return { ...over, queue: "closed", dueAt: event.at + PEOPLE_KEPT_MS };
  return queue === "closed" && dueAt !== undefined ? { ...over, queue, dueAt } : over;
}

function putsOf(current: Onboarding, next: Onboarding, { transition, event }: Change): Put[] {
  const item = onboardingItem(next);
  const onboardingPut: Put = {
    item,
    expectedVersion: current.version,
    ...(transition === undefined ? {} : { fromStatuses: statusesBefore(transition) }),
  };
  return [
    onboardingPut,
    ...(event === undefined ? [] : [eventPut(next, event)]),
    ...stagePuts(current, next, event?.at ?? latestTime(next)),
  ];
}

/** Returns the first writes of an onboarding and its event. */
export function newOnboardingPuts(first: Onboarding, event: NewEvent): Put[] {
  return [
    { item: onboardingItem(first), expectedVersion: undefined },
    eventPut(first, event),
    ...stagePuts(undefined, first, event.at),
  ];
}

function onboardingItem(value: Onboarding): Item {
  return { ...onboardingKey(value.onboardingId), listed: "onboarding", ...probeAttributes(value), ...value };
}
