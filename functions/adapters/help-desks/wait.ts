const SECOND_MS = 1000;

/** The wait if a desk gives none: help desks limit calls per minute. */
const DEFAULT_MS = 60 * SECOND_MS;

/** The longest wait that is accepted: no help desk limits calls over more than an hour. */
const LONGEST_MS = 3600 * SECOND_MS;

/**
 * Returns how long a desk asks us to wait: `Retry-After` in either form (RFC 9110 §10.2.3), or else the time
 * until its rate limit resets. A point in time is compared with the desk's own `Date`, so that neither clock
 * has to be right.
 */
export function waitOf(headers: Headers): number {
  const wait = [
    fromSeconds(headers.get("retry-after")),
    fromDate(headers.get("retry-after"), headers.get("date")),
    // Seconds: https://developer.zendesk.com/api-reference/introduction/rate-limits/
    fromSeconds(headers.get("ratelimit-reset")),
    // An ISO 8601 time: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
    fromDate(headers.get("x-ratelimit-reset"), headers.get("date")),
  ].find((one) => one !== undefined);
  return Math.min(Math.max(wait ?? DEFAULT_MS, SECOND_MS), LONGEST_MS);
}

function fromSeconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) * SECOND_MS : undefined;
}

function fromDate(text: string | null, date: string | null): number | undefined {
  const wait = Date.parse(text ?? "") - Date.parse(date ?? "");
  return Number.isNaN(wait) ? undefined : wait;
}
