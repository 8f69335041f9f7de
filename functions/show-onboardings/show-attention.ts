import { utcInstant } from "#core/names/utc-time";
import { onboardingEvent } from "#core/onboarding/event";
import { openIncident } from "#core/onboarding/incident";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { deskRefusals, lostNotices } from "#core/onboarding/trouble";
import { foundId, listPartition, searchable, searchPartition } from "#core/search/entries";
import type { Key } from "#core/table";
import type { HttpRequest } from "#platform/http/http-handler";
import { isoTime, operatorsAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { type Candidate, SECTIONS, type Section } from "./attention-sections.ts";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { summaryOf } from "./onboarding-view.ts";

/** The onboardings that each section shows at most. */
const MOST = 20;

/** The onboardings of one name that are compared with each other. */
const MOST_OF_A_NAME = 20;

/** `GET /attention`: what needs somebody, the most urgent first; each onboarding is in one section. */
export async function showAttention(
  { now }: Pick<HttpRequest, "now">,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const sections = await Promise.all(SECTIONS.map((section) => read(section, now, deps)));
  const shown = new Set<string>();
  return operatorsAnswer({
    sections: sections.map(({ kind, found, isMore }) => {
      const own = found.filter(({ current }) => !shown.has(current.onboardingId));
      for (const { current } of own) shown.add(current.onboardingId);
      return { kind, onboardings: own.map(attentionView), isMore };
    }),
  });
}

async function read(section: Section, now: number, deps: ShowOnboardingsDeps) {
  const { kind, list, isMeant, leastMs, mostMs } = section;
  const page = { limit: MOST + 1, ...(mostMs !== undefined && { after: utcInstant(now - mostMs) }) };
  const keys = await deps.partitions.page(listPartition(...list), page);
  const due = keys.filter(({ sk }) => leastMs === undefined || ageOf(sk, now) >= leastMs);
  const candidates = await Promise.all(due.slice(0, MOST).map((key) => candidateOf(key, section, deps)));
  const found = candidates.flatMap((one) => one ?? []).filter(isMeant);
  return { kind, found, isMore: due.length > MOST };
}

/** Where a section asks for an age, its list is in the order of time. */
function ageOf(sk: string, now: number): number {
  return now - Date.parse(sk.slice(0, sk.indexOf("#")));
}

async function candidateOf(
  key: Pick<Key, "sk">,
  { reads }: Section,
  { table, trail, partitions }: ShowOnboardingsDeps,
): Promise<Candidate | undefined> {
  const id = foundId(key);
  const item = await table.get(onboardingKey(id));
  if (item === undefined) return undefined;
  const current = onboarding.parse(item);
  const events = reads === "events" ? await trail.last(id, "event#") : [];
  const prefix = `${searchable(current.identity)}#`;
  const others =
    reads === "successors"
      ? await partitions.page(searchPartition("domain"), {
          ...{ prefix, limit: MOST_OF_A_NAME, isDescending: true },
        })
      : [];
  return {
    current,
    events: events.map((event) => onboardingEvent.parse(event)),
    // Ids are in the order of time
    isSucceeded: others.some((other) => foundId(other) > id),
  };
}

function attentionView({ current, events }: Candidate) {
  const { requester, closedBecause, failedFrom, ownership, attempt } = current;
  const open = openIncident(current);
  return {
    ...summaryOf(current),
    requester,
    attempt,
    because: closedBecause ?? null,
    failedFrom: failedFrom ?? null,
    contestedBecause: ownership?.because ?? null,
    incident: open === undefined ? null : { since: isoTime(open.since), lostAt: isoTime(open.lostAt) },
    sesGivesUpAt: sesGivesUpAt(open),
    findings: (current.lastCheck?.findings ?? []).map(({ code }) => code),
    lost: [...deskRefusals(events), ...lostNotices(events)].map(({ at, ...one }) => ({
      at: isoTime(at),
      ...one,
    })),
  };
}

function sesGivesUpAt(open: Onboarding["incident"]) {
  const times = open?.ses.map((one) => one.givesUpAt) ?? [];
  return times.length === 0 ? null : isoTime(Math.min(...times));
}
