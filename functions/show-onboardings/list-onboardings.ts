import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import {
  foundId,
  listedAt,
  listPartition,
  SEARCHED,
  searchable,
  searchPartition,
} from "#core/search/entries";
import { isPossibleKey, type Key } from "#core/table";
import { faultsOf } from "#core/tickets/fault";
import type { HttpRequest } from "#platform/http/http-handler";
import { operatorsAnswer, operatorsFaults } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import {
  filterCount,
  listFor,
  type OnboardingFilter,
  onboardingFilter,
  passes,
} from "./onboarding-filter.ts";
import { namesOf, summaryOf } from "./onboarding-view.ts";

/** The most pages of a list that are read for one filtered page; the next request continues. */
const PAGES_READ = 4;
const ENTRIES_A_PAGE = 100;

/** Stands for a part of a key that the request does not give. */
const ANY = "any";

/**
 * `GET /onboardings`: lists or searches onboardings. `next` starts the next page; it is `null` at the end.
 */
export async function listOnboardings(
  { query: sent, now }: Pick<HttpRequest, "query" | "now">,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const read = onboardingFilter.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const { onboardings, next } = await (read.data.q === undefined
    ? filtered({ ...read.data, now }, deps)
    : searched(read.data.q, { ...read.data, now }, deps));
  return operatorsAnswer({
    onboardings: onboardings.map(({ current, awaitedSince }) => ({
      ...summaryOf(current, awaitedSince),
      ...(read.data.q !== undefined && namesOf(current)),
    })),
    next,
  });
}

/** A filter, and the time from which ages are counted. */
type FilterNow = OnboardingFilter & { readonly now: number };

/** An onboarding, and the time since which its party is awaited, if the list that was read has it. */
interface Listed {
  readonly current: Onboarding;
  readonly awaitedSince?: number | undefined;
}

interface Found {
  readonly onboardings: readonly Listed[];
  readonly next: string | null;
}

async function filtered(filter: FilterNow, deps: ShowOnboardingsDeps): Promise<Found> {
  const { limit } = filter;
  const found: Listed[] = [];
  const isByTime = listFor(filter)?.startsWith(listPartition("awaits", "")) === true;
  let { after } = filter;
  // If one list already applies the whole filter, nearly all entries belong on the page.
  const size = filterCount(filter) > 1 ? ENTRIES_A_PAGE : limit;
  for (let pages = 0; pages < PAGES_READ; pages += 1) {
    const keys = await keysAfter(after, size, filter, deps);
    const read = await readAll(keys.map(foundId), deps);
    for (const [index, key] of keys.entries()) {
      after = key.sk;
      const current = read[index];
      // The lists are eventually consistent: an item may have changed since.
      if (current !== undefined && passes(current, filter, filter.now))
        found.push({ current, awaitedSince: isByTime ? listedAt(key) : undefined });
      if (found.length === limit) return { onboardings: found, next: after };
    }
    if (keys.length < size) return { onboardings: found, next: null };
  }
  return { onboardings: found, next: after ?? null };
}

/** Reads the keys of a list; the list of all onboardings is sorted by partition key. */
async function keysAfter(
  after: string | undefined,
  limit: number,
  filter: OnboardingFilter,
  { listing, partitions }: ShowOnboardingsDeps,
): Promise<readonly Pick<Key, "sk">[]> {
  const isOldestFirst = filter.sort === "oldest";
  const pk = listFor(filter);
  const page = { limit, ...(after !== undefined && { after }) };
  // Nothing is stored below a key that DynamoDB does not accept, and it refuses to look there.
  if (!isPossibleKey({ pk: pk ?? after ?? ANY, sk: after ?? ANY })) return [];
  if (pk !== undefined) return partitions.page(pk, { ...page, isDescending: !isOldestFirst });
  return (await listing.list("onboarding", { ...page, isOldestFirst })).map(({ pk: sk }) => ({ sk }));
}

/**
 * Finds an onboarding by its id, then those with the searched text, newest first, because the last of a domain
 * that was set up often is the open one, and then those with texts that begin with it.
 */
async function searched(text: string, filter: FilterNow, deps: ShowOnboardingsDeps): Promise<Found> {
  const { limit } = filter;
  const prefix = searchable(text);
  const id = text.trim().toUpperCase().replace(/^ONB_/, "onb_");
  const pages = [
    { prefix: `${prefix}#`, limit, isDescending: true },
    { prefix, limit },
  ];
  const lists = await Promise.all(
    pages.flatMap((page) => SEARCHED.map((kind) => deps.partitions.page(searchPartition(kind), page))),
  );
  const ids = [...(isOnboardingId(id) ? [id] : []), ...(prefix === "" ? [] : lists.flat().map(foundId))];
  const read = await readAll([...new Set(ids)].slice(0, limit), deps);
  const found = read.flatMap((one) => one ?? []).filter((one) => passes(one, filter, filter.now));
  return { onboardings: found.map((current) => ({ current })), next: null };
}

function readAll(
  ids: readonly string[],
  { table }: ShowOnboardingsDeps,
): Promise<Array<Onboarding | undefined>> {
  return Promise.all(
    ids.map(async (id) => {
      const item = await table.get(onboardingKey(id));
      return item === undefined ? undefined : onboarding.parse(item);
    }),
  );
}
