const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Returns the milliseconds of a `rate(…)` expression; throws for any other schedule expression. */
export function parseRate(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if ((unit === "minute" || unit === "hour" || unit === "day") && Number(count) > 0) {
    return Number(count) * unitMs[unit];
  }
  throw new Error(`schedule ${expression} is not supported locally, only rate(…) is`);
}
