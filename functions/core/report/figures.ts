/** Numbers by name; each is a count or a sum of seconds. Zero is omitted. */
export type Figures = Readonly<Record<string, number>>;

/** The figures of each day; the key is a day such as `2026-11-23`. */
export type DayFigures = Readonly<Record<string, Figures>>;

const NONE: Figures = {};

/** Adds figures. */
export function sum(all: readonly Figures[]): Figures {
  const total = new Map<string, number>();
  for (const figures of all)
    for (const [name, value] of Object.entries(figures)) total.set(name, (total.get(name) ?? 0) + value);
  return Object.fromEntries([...total].filter(([, value]) => value !== 0));
}

/** Returns the figures that turn `before` into `after` when added, for each day on which they differ. */
export function difference(before: DayFigures, after: DayFigures): DayFigures {
  const days = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...days]
      .map((day) => [day, sum([after[day] ?? NONE, negative(before[day] ?? NONE)])] as const)
      .filter(([, figures]) => Object.keys(figures).length > 0),
  );
}

function negative(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, -value]));
}
