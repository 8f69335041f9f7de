import { isOpen } from "#core/onboarding/lifecycle";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { foundId, listPartition } from "#core/search/entries";
import type { OperateDeps } from "./deps.ts";

/** The onboardings of a project that are read; one open one is enough to keep the project. */
const MOST = 100;

/** The domains whose set-up is under way for a project, or waits for an approval. */
export async function openDomains(
  project: string,
  { table, partitions }: Pick<OperateDeps, "table" | "partitions">,
): Promise<readonly string[]> {
  const keys = await partitions.page(listPartition("project", project), { limit: MOST, isDescending: true });
  const items = await Promise.all(keys.map((key) => table.get(onboardingKey(foundId(key)))));
  const found = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
  return found.filter(({ status }) => status === "held" || isOpen(status)).map(({ identity }) => identity);
}
