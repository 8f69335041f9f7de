import { utcInstant } from "#core/names/utc-time";
import { onboardingEvent } from "#core/onboarding/event";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Key, Partitions, Table, Trail } from "#core/table";
import { type Candidate, SECTIONS, type Section } from "./attention-sections.ts";
import { foundId, listedAt, listPartition, searchable, searchPartition } from "./entries.ts";

/** The most onboardings that a section lists. */
const MOST = 20;

/** The most onboardings of one name that are compared with each other. */
const MOST_OF_A_NAME = 20;

/** The ports from which the sections are read. */
export interface AttentionDeps {
  readonly table: Pick<Table, "get">;
  readonly trail: Trail;
  readonly partitions: Pick<Partitions, "page">;
}

/** A section with its onboardings. */
export interface FoundSection {
  readonly kind: string;
  readonly found: readonly Candidate[];
  readonly isMore: boolean;
}

/** Reads the onboardings that need action, the most urgent first; each is listed in only one section. */
export async function readAttention(now: number, deps: AttentionDeps): Promise<FoundSection[]> {
  const table = readOnce(deps.table);
  const sections = await Promise.all(SECTIONS.map((section) => read(section, now, { ...deps, table })));
  const shown = new Set<string>();
  return sections.map(({ found, ...section }) => {
    const own = found.filter(({ current }) => !shown.has(current.onboardingId));
    for (const { current } of own) shown.add(current.onboardingId);
    return { ...section, found: own };
  });
}

/** Lists may share onboardings, so each item is read only once. */
function readOnce({ get }: Pick<Table, "get">): Pick<Table, "get"> {
  const items = new Map<string, ReturnType<Table["get"]>>();
  return {
    get(key) {
      const item = items.get(key.pk) ?? get(key);
      items.set(key.pk, item);
      return item;
    },
  };
}

async function read(section: Section, now: number, deps: AttentionDeps): Promise<FoundSection> {
  const { kind, list, isMeant, leastMs, mostMs } = section;
  const page = { limit: MOST + 1, ...(mostMs !== undefined && { after: utcInstant(now - mostMs) }) };
  const keys = await deps.partitions.page(listPartition(...list), page);
  const due = keys.filter((key) => leastMs === undefined || now - listedAt(key) >= leastMs);
  const candidates = await Promise.all(due.slice(0, MOST).map((key) => candidateOf(key, section, deps)));
  const found = candidates.flatMap((one) => one ?? []).filter(isMeant);
  return { kind, found, isMore: due.length > MOST };
}

async function candidateOf(
  key: Pick<Key, "sk">,
  { reads, list: [listed] }: Section,
  { table, trail, partitions }: AttentionDeps,
): Promise<Candidate | undefined> {
  const id = foundId(key);
  const item = await table.get(onboardingKey(id));
  if (item === undefined) return undefined;
  const current = onboarding.parse(item);
  const events = reads === "events" ? await trail.last(id, "event#") : [];
  const prefix = `${searchable(current.identity)}#`;
  const page = { prefix, limit: MOST_OF_A_NAME, isDescending: true };
  const others = reads === "successors" ? await partitions.page(searchPartition("domain"), page) : [];
  return {
    current,
    awaitedSince: listed === "awaits" ? listedAt(key) : undefined,
    events: events.map((event) => onboardingEvent.parse(event)),
    // Ids increase with time.
    isSucceeded: others.some((other) => foundId(other) > id),
  };
}
