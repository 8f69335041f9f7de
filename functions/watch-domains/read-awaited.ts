import * as z from "zod";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { IdentityStatus } from "#core/onboarding/onboarding";
import { isSesReadDue, probePlan, SES_AWAITED } from "#core/onboarding/probe-plan";
import { SES_READS } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { hasVerifiedAll, type SeenStatus, sesRead } from "#core/verification/ses-read";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { IDENTITIES_A_READ } from "./read-statuses.ts";
import { createSlots, type Slots } from "./slots.ts";

const entry = z.object({ pk: z.string(), probe: probePlan });

/** An onboarding whose SES status is read now. */
interface Awaited {
  readonly onboardingId: string;
  readonly identity: string;
}

/** SES's answer about an onboarding. */
interface Read {
  readonly onboardingId: string;
  readonly seen: SeenStatus | IdentityStatus | undefined;
  readonly slotAt?: number | undefined;
}

/** The ports of these reads. */
type AwaitedDeps = Pick<
  WatchDeps,
  "table" | "index" | "budget" | "turns" | "pause" | "reader" | "identities" | "resumer"
>;

/**
 * Up to this many identities are read one by one, with complete answers; more are read a hundred at a time.
 */
const ALONE_AT_MOST = 2;

/** Reads SES for onboardings that wait only for SES, and resumes those whose status changed. */
export async function readAwaited(now: number, deps: AwaitedDeps): Promise<void> {
  const due = (await deps.index.read(SES_AWAITED))
    .map((found) => entry.parse(found))
    .filter(({ probe }) => isSesReadDue(probe, now))
    .map(({ pk, probe }): Awaited => ({ onboardingId: pk, identity: probe.domain }));
  const slots = createSlots(now, deps, SES_READS);
  if (due.length > ALONE_AT_MOST) return readTogether(due, now, deps, slots);
  for (const one of due) await logAndContinue(one.identity, () => readAlone(one, now, deps, slots));
}

/**
 * Reads one identity completely. Without a free slot, the next scheduled read suffices. A verified identity
 * gets the following slot for its project's configuration, before the other calls of this run.
 */
export async function readAlone(
  { onboardingId, identity }: Awaited,
  now: number,
  deps: Pick<WatchDeps, "table" | "reader" | "resumer" | "budget">,
  slots: Slots,
): Promise<void> {
  const slot = await slots.take();
  if (slot === undefined) return;
  await slot();
  const seen = await deps.reader.read(identity);
  const slotAt = seen && hasVerifiedAll(seen) ? await deps.budget.take(now) : undefined;
  await noteStatus({ onboardingId, seen, slotAt }, now, deps);
}

async function readTogether(
  due: readonly Awaited[],
  now: number,
  deps: AwaitedDeps,
  slots: Slots,
): Promise<void> {
  for (let from = 0; from < due.length; from += IDENTITIES_A_READ) {
    const some = due.slice(from, from + IDENTITIES_A_READ);
    const names = some.map(({ identity }) => identity);
    const [first, second] = [await slots.take(), await slots.take()];
    if (first === undefined || second === undefined) return;
    await first();
    const dkim = await deps.identities.dkim(names);
    await second();
    const mailFrom = await deps.identities.mailFrom(names);
    for (const { onboardingId, identity } of some) {
      const status = dkim.get(identity)?.status;
      const seen = status && { dkim: status, mailFrom: mailFrom.get(identity)?.status };
      await logAndContinue(identity, () => noteStatus({ onboardingId, seen }, now, deps));
    }
  }
}

/** Writes the signal first and then resumes the execution, so that no observation is lost. */
async function noteStatus(
  { onboardingId, seen, slotAt }: Read,
  now: number,
  { table, resumer }: Pick<WatchDeps, "table" | "resumer">,
): Promise<void> {
  const after = await changeOnboarding(table, onboardingId, (current) => sesRead(current, seen, now, slotAt));
  if (after.wait !== undefined && hasUnseenSignal(after)) await resumer.resume(after.wait.token);
}
