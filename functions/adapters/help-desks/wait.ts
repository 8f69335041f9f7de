const SECOND_MS = 1000;

/** Where a desk says nothing of it: all three count their calls by the minute. */
const UNSAID_MS = 60 * SECOND_MS;

/** Nobody is believed to need longer: Freshdesk's longest count is that of an hour. */
const LONGEST_MS = 3600 * SECOND_MS;

/**
 * How long a desk asks to be left alone: `Retry-After` in either form (RFC 9110 §10.2.3), else when its count begins
 * anew. A point in time is measured from the desk's own `Date`, so that neither clock has to be right.
 */
export function waitOf(headers: Headers): number {
  const said = [
    fromSeconds(headers.get("retry-after")),
    fromDate(headers.get("retry-after"), headers.get("date")),
    // Zendesk, in seconds: https://developer.zendesk.com/api-reference/introduction/rate-limits/
    fromSeconds(headers.get("ratelimit-reset")),
    // Jira, in ISO 8601: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
    fromDate(headers.get("x-ratelimit-reset"), headers.get("date")),
  ].find((wait) => wait !== undefined);
  return Math.min(Math.max(said ?? UNSAID_MS, SECOND_MS), LONGEST_MS);
}

function fromSeconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) * SECOND_MS : undefined;
}

function fromDate(text: string | null, date: string | null): number | undefined {
  const wait = Date.parse(text ?? "") - Date.parse(date ?? "");
  return Number.isNaN(wait) ? undefined : wait;
}
