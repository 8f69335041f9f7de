import { isOpen } from "#core/onboarding/lifecycle";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { foundId, listPartition } from "#core/search/entries";
import type { OperateDeps } from "./deps.ts";

/** The most onboardings of a project that are read; a single open one prevents the project's removal. */
const MOST = 100;

/** Returns the domains of a project whose set-up is in progress or waits for an approval. */
export async function openDomains(
  project: string,
  { table, partitions }: Pick<OperateDeps, "table" | "partitions">,
): Promise<readonly string[]> {
  const keys = await partitions.page(listPartition("project", project), { limit: MOST, isDescending: true });
  const items = await Promise.all(keys.map((key) => table.get(onboardingKey(foundId(key)))));
  const found = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
  return found.filter(({ status }) => status === "held" || isOpen(status)).map(({ identity }) => identity);
}
