import type { Onboarding } from "../onboarding.ts";

/**
 * The limit exists because each click sends dozens of DNS queries, and may call a DNS provider, sign a link
 * or store a template.
 */
const CLICKS_AN_HOUR = 10;

const HOUR_MS = 3_600_000;

/** Counts a click on the button that publishes the records; `undefined` if there were too many in the last hour. */
export function withPublishClick(
  { publishClickedAt = [] }: Pick<Onboarding, "publishClickedAt">,
  now: number,
): Pick<Onboarding, "publishClickedAt"> | undefined {
  const recent = publishClickedAt.filter((at) => at > now - HOUR_MS);
  return recent.length < CLICKS_AN_HOUR ? { publishClickedAt: [...recent, now] } : undefined;
}
