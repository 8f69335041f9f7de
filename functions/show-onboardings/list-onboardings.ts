import { z } from "zod";
import { domainName, isAtOrBelow } from "#core/names/domain-name";
import { STATUSES } from "#core/onboarding/lifecycle";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { faultsOf } from "#core/tickets/fault";
import type { HttpRequest } from "#platform/http/http-handler";
import { operatorsAnswer, operatorsFaults } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { summaryOf } from "./onboarding-view.ts";
import { pageLimit } from "./page-limit.ts";

const query = z.strictObject({
  status: z.enum(STATUSES, `one of ${STATUSES.join(", ")}`).optional(),
  project: z.string().optional(),
  domain: domainName.optional(),
  limit: pageLimit,
  after: z
    .string()
    .refine(isOnboardingId, "the id of an onboarding, as `next` of the page before")
    .optional(),
});

type Wanted = z.infer<typeof query>;

/** What the index tells of an onboarding. */
const listed = onboarding.pick({ status: true, project: true, identity: true, mailFrom: true });

/** Entries of the index that a filtered page goes through at most: what is left comes with the next page. */
const ENTRIES_A_QUERY = 500;
const QUERIES_A_PAGE = 10;

/** `GET /onboardings`: the newest first; `next` is where the next page begins, `null` at the end. */
export async function listOnboardings(
  sent: HttpRequest["query"],
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const read = query.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const { ids, next } = await find(read.data, deps);
  const items = await Promise.all(ids.map((id) => deps.table.get(onboardingKey(id))));
  const onboardings = items
    .flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]))
    // The index lags behind the table.
    .filter((current) => isWanted(current, read.data));
  return operatorsAnswer({ onboardings: onboardings.map(summaryOf), next });
}

async function find(
  wanted: Wanted,
  { listing }: ShowOnboardingsDeps,
): Promise<{ ids: string[]; next: string | null }> {
  const { status, project, domain, limit } = wanted;
  const isFiltered = [status, project, domain].some((filter) => filter !== undefined);
  const ids: string[] = [];
  let { after } = wanted;
  for (let queries = 0; queries < QUERIES_A_PAGE; queries += 1) {
    const page = { limit: isFiltered ? ENTRIES_A_QUERY : limit, ...(after !== undefined && { after }) };
    const entries = await listing.list("onboarding", page);
    if (entries.length === 0) return { ids, next: null };
    for (const entry of entries) {
      after = entry.pk;
      if (isWanted(listed.parse(entry), wanted)) ids.push(entry.pk);
      if (ids.length === limit) return { ids, next: after };
    }
  }
  return { ids, next: after ?? null };
}

function isWanted(
  current: Pick<Onboarding, "status" | "project" | "identity" | "mailFrom">,
  { status, project, domain }: Wanted,
): boolean {
  return (
    (status === undefined || current.status === status) &&
    (project === undefined || current.project === project) &&
    (domain === undefined || isRelated(current, domain))
  );
}

/** What lies at, below or above the domain that was asked for. */
function isRelated(
  { identity, mailFrom }: Pick<Onboarding, "identity" | "mailFrom">,
  domain: string,
): boolean {
  return isAtOrBelow(identity, domain) || isAtOrBelow(domain, identity) || isAtOrBelow(mailFrom, domain);
}
