import { setTimeout as sleep } from "node:timers/promises";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import type { Cloud } from "../../local/cloud.ts";
import type { Execution } from "../../local/step-functions/execution.ts";
import { type KeptItem, keptItems, queued } from "./table-file.ts";

const CHECK_EVERY_MS = 1000;

/** Waits until this many onboardings are over, all their notices are delivered, and no execution runs. */
export async function settled(cloud: Cloud, onboardings: number, limitMs: number): Promise<KeptItem[]> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    // Counting the queue first is cheap; reading all items each time would slow a large cloud.
    const isUnderWay = queued(cloud.dataDirectory, "open", "undelivered") > 0;
    const over = isUnderWay
      ? []
      : keptItems(cloud.dataDirectory, "onboarding").filter((item) => isFinal(item["status"]));
    const isRunning =
      over.length < onboardings || executionsOf(cloud).some(({ status }) => status === "RUNNING");
    if (!isRunning) return keptItems(cloud.dataDirectory);
    if (performance.now() > deadline) {
      const left = queued(cloud.dataDirectory, "open");
      throw new Error(`${left} of ${onboardings} onboardings were under way after ${limitMs / 1000} s`);
    }
    await sleep(CHECK_EVERY_MS);
  }
}

/** Lists all executions of a cloud's state machine. */
export function executionsOf({ store }: Cloud): Execution[] {
  return store
    .collection<Execution>("step-functions/execution")
    .list()
    .map(({ value }) => value);
}

/** True for the item of an onboarding itself. */
export function isOnboarding(item: KeptItem): boolean {
  return item["sk"] === "onboarding";
}

/** True for the status of an onboarding that has ended. */
export function isFinal(status: unknown): boolean {
  return FINAL_STATUSES.some((final) => final === status);
}
