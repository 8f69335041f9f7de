import * as z from "zod";
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

type Filter = z.infer<typeof query>;

/** The attributes that the index holds. */
const indexEntry = onboarding.pick({ status: true, project: true, identity: true, mailFrom: true });

/** Bounds the index entries read for one filtered page; the next page reads on. */
const ENTRIES_A_QUERY = 500;
const QUERIES_A_PAGE = 10;

/** `GET /onboardings`: newest first. `next` starts the next page; it is `null` at the end. */
export async function listOnboardings(
  sent: HttpRequest["query"],
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const filter = query.safeParse(sent);
  if (!filter.success) return operatorsFaults(faultsOf(filter.error, sent));
  const { ids, next } = await find(filter.data, deps);
  const items = await Promise.all(ids.map((id) => deps.table.get(onboardingKey(id))));
  const onboardings = items
    .flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]))
    // The index is eventually consistent: an item may have changed since.
    .filter((current) => matches(current, filter.data));
  return operatorsAnswer({ onboardings: onboardings.map(summaryOf), next });
}

async function find(
  filter: Filter,
  { listing }: ShowOnboardingsDeps,
): Promise<{ ids: string[]; next: string | null }> {
  const { status, project, domain, limit } = filter;
  const isFiltered = [status, project, domain].some((value) => value !== undefined);
  const ids: string[] = [];
  let { after } = filter;
  for (let queries = 0; queries < QUERIES_A_PAGE; queries += 1) {
    const page = { limit: isFiltered ? ENTRIES_A_QUERY : limit, ...(after !== undefined && { after }) };
    const entries = await listing.list("onboarding", page);
    if (entries.length === 0) return { ids, next: null };
    for (const entry of entries) {
      after = entry.pk;
      if (matches(indexEntry.parse(entry), filter)) ids.push(entry.pk);
      if (ids.length === limit) return { ids, next: after };
    }
  }
  return { ids, next: after ?? null };
}

function matches(
  current: Pick<Onboarding, "status" | "project" | "identity" | "mailFrom">,
  { status, project, domain }: Filter,
): boolean {
  return (
    (status === undefined || current.status === status) &&
    (project === undefined || current.project === project) &&
    (domain === undefined || isRelated(current, domain))
  );
}

/** True if the identity or MAIL FROM domain is the domain, or lies below it, or if the identity lies above it. */
function isRelated(
  { identity, mailFrom }: Pick<Onboarding, "identity" | "mailFrom">,
  domain: string,
): boolean {
  return isAtOrBelow(identity, domain) || isAtOrBelow(domain, identity) || isAtOrBelow(mailFrom, domain);
}
