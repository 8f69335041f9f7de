import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

/** The records of a new onboarding are usually issued within seconds. */
const LONGEST_MS = 20_000;
const INTERVAL_MS = 500;

const taken = z.object({ onboardingId: z.string() });

/**
 * Waits for the set-up link of an accepted ticket on the local cloud's home page; `undefined` if it does not
 * appear.
 */
export async function findSetupLink(answer: string, httpUrl: string): Promise<string | undefined> {
  const { data } = taken.safeParse(JSON.parse(answer));
  if (data === undefined) return undefined;
  const link = new RegExp(`http[^"\\s]+/setup/${data.onboardingId}\\.[\\w-]+`);
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += INTERVAL_MS) {
    const found = link.exec(await (await fetch(httpUrl)).text())?.[0];
    if (found !== undefined) return found;
    await sleep(INTERVAL_MS);
  }
  return undefined;
}
