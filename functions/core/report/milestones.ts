import { type DayFigures, sum } from "./figures.ts";

/**
 * The figures that are also CloudWatch metrics, by metric name. Each onboarding that became ready is also a
 * sample of `MinutesToReady`.
 */
export const MILESTONES = {
  "step/opened": "OnboardingsOpened",
  expired: "OnboardingsExpired",
  lost: "DomainsLost",
} as const;

/** The time from ticket to ready of each domain, in minutes. */
export const MINUTES_TO_READY = "MinutesToReady";

/** The onboardings in which somebody has been awaited for more than a day. */
export const ONBOARDINGS_STUCK = "OnboardingsStuck";

/** One value of a metric. */
export interface Milestone {
  readonly name: string;
  readonly value: number;
}

/** Returns the metric values for these additions to the figures; a correction of old figures adds none. */
export function milestonesOf(added: DayFigures): Milestone[] {
  const figures = sum(Object.values(added));
  const counts = Object.entries(MILESTONES).flatMap(([figure, name]) => {
    const value = figures[figure] ?? 0;
    return value > 0 ? [{ name, value }] : [];
  });
  const times = Object.entries(figures).flatMap(([figure, count]) => {
    const [kind, minutes = ""] = figure.split("/");
    const value = Number(minutes);
    return kind === "readyIn"
      ? Array.from({ length: Math.max(0, count) }, () => ({ name: MINUTES_TO_READY, value }))
      : [];
  });
  return [...counts, ...times];
}
