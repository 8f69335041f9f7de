import type { DayFigures } from "#core/report/figures";
import { indexOnboarding } from "#core/search/index-onboarding";
import type { Partitions, Table } from "#core/table";
import type { RecordedFacts } from "./recorded-facts.ts";

/** The dependencies of index-onboardings. */
interface IndexDeps {
  readonly table: Table;
  readonly partitions: Partitions;
  /** Receives the additions to the figures. */
  report(added: DayFigures): void;
}

/**
 * Updates figures and search entries after recorded events; several records of one onboarding cause only one
 * write.
 */
export async function indexOnboardings(facts: RecordedFacts, deps: IndexDeps): Promise<{ indexed: number }> {
  const times = new Map(facts.map(({ onboardingId, at }) => [onboardingId, at]));
  for (const [onboardingId, at] of times) deps.report(await indexOnboarding(onboardingId, at, deps));
  return { indexed: times.size };
}
