import * as z from "zod";
import { domainName, isAtOrBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import { STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { AWAITED, waitingOn } from "#core/onboarding/waiting-on";
import { dnsHostName } from "#core/search/dns-host-name";
import { listPartition } from "#core/search/entries";
import { textsIn } from "#core/words/texts";
import { pageLimit } from "./page-limit.ts";

const { text } = textsIn("en");

/** The longest value of a parameter. */
const LONGEST = 1024;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The ages by which lists can be filtered. */
const AGE_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

const AGES = ["day", "week", "month"] as const satisfies ReadonlyArray<keyof typeof AGE_MS>;

/** The query of `GET /onboardings`. */
export const onboardingFilter = z.strictObject({
  /** A ticket, domain, project, owner, address or id, or the beginning of one. */
  q: z.string().max(LONGEST).optional(),
  status: z.enum(STATUSES, `one of ${STATUSES.join(", ")}`).optional(),
  awaits: z.enum(AWAITED, `one of ${AWAITED.join(", ")}`).optional(),
  /** The code of a finding in the last check. */
  finding: z.string().max(LONGEST).optional(),
  /** The name of the DNS host, or `other`. */
  host: z.string().max(LONGEST).optional(),
  /** Only onboardings that were opened longer ago. */
  age: z.enum(AGES, `one of ${AGES.join(", ")}`).optional(),
  project: z.string().max(LONGEST).optional(),
  domain: domainName.optional(),
  sort: z.enum(["newest", "oldest"], text("operators.list.sort")).default("newest"),
  limit: pageLimit,
  after: z
    .string()
    .max(LONGEST)
    .regex(/onb_[0-9A-HJKMNP-TV-Z]{26}$/, text("operators.list.next"))
    .optional(),
});

/** The query of `GET /onboardings`. */
export type OnboardingFilter = z.infer<typeof onboardingFilter>;

/** Returns the list to read for a filter, which is probably the shortest; `undefined` without a filter. */
export function listFor(filter: OnboardingFilter): string | undefined {
  const { finding, awaits, status, host, project, domain } = filter;
  if (domain !== undefined) return listPartition("registrable", registrableDomain(domain) ?? domain);
  if (project !== undefined) return listPartition("project", project);
  if (finding !== undefined) return listPartition("finding", finding);
  if (awaits !== undefined) return listPartition("awaits", awaits);
  if (status !== undefined) return listPartition("status", status);
  return host === undefined ? undefined : listPartition("host", host);
}

/**
 * Returns the number of conditions in a filter. A domain counts twice, because its list also contains related
 * names.
 */
export function filterCount(filter: OnboardingFilter): number {
  const { finding, awaits, status, host, project, domain, age } = filter;
  const parts = [finding, awaits, status, host, project, domain, domain, age, age];
  return parts.filter((part) => part !== undefined).length;
}

/** True if an onboarding, as it is now, meets all conditions of the filter. */
export function passes(current: Onboarding, filter: OnboardingFilter, now: number): boolean {
  const { status, awaits, finding, host, project, domain, age } = filter;
  const { lastCheck, alsoProjects = [] } = current;
  return (
    (status === undefined || current.status === status) &&
    (age === undefined || now - current.createdAt >= AGE_MS[age]) &&
    (awaits === undefined || waitingOn(current).party === awaits) &&
    (finding === undefined || (lastCheck?.findings ?? []).some(({ code }) => code === finding)) &&
    (host === undefined || dnsHostName(current) === host) &&
    (project === undefined || [current, ...alsoProjects].some((one) => one.project === project)) &&
    (domain === undefined || isRelated(current, domain))
  );
}

/** True if the identity or the MAIL FROM domain is at or below the domain, or if the identity is above it. */
function isRelated(
  { identity, mailFrom }: Pick<Onboarding, "identity" | "mailFrom">,
  domain: string,
): boolean {
  return isAtOrBelow(identity, domain) || isAtOrBelow(domain, identity) || isAtOrBelow(mailFrom, domain);
}
