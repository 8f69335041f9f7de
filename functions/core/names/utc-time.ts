/** Formats a time, such as `2026-11-23 09:41 UTC`. */
export function utcTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Formats a day, such as `2026-11-23`. */
export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** Formats a time, such as `2026-11-23T09:41:00.000Z`; sorting these texts sorts them by time. */
export function utcInstant(atMs: number): string {
  return new Date(atMs).toISOString();
}
