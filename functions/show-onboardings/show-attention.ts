import { openIncident } from "#core/onboarding/incident";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { waitingOn } from "#core/onboarding/waiting-on";
import { foundId, type Listed, listPartition } from "#core/search/entries";
import type { HttpRequest } from "#platform/http/http-handler";
import { isoTime, operatorsAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { summaryOf } from "./onboarding-view.ts";

/** The onboardings that each section shows at most. */
const MOST = 20;

const DAY_MS = 24 * 60 * 60 * 1000;

/** One kind of onboardings that need an operator or somebody who helps. */
interface Section {
  readonly kind: string;
  readonly list: readonly [Listed, string];
  /** Only those that are awaited for at least so long. */
  readonly leastMs?: number;
  isMeant(current: Onboarding): boolean;
}

/** In the order of their urgency. */
const SECTIONS: readonly Section[] = [
  { kind: "incident", list: ["trouble", "incident"], isMeant: (one) => openIncident(one) !== undefined },
  { kind: "failed", list: ["status", "failed"], isMeant: ({ status }) => status === "failed" },
  { kind: "held", list: ["status", "held"], isMeant: ({ status }) => status === "held" },
  {
    kind: "decision",
    list: ["awaits", "operator"],
    isMeant: ({ status, ...one }) =>
      status !== "held" && status !== "failed" && waitingOn({ status, ...one }).party === "operator",
  },
  {
    kind: "contested",
    list: ["trouble", "contested"],
    isMeant: ({ ownership }) => ownership !== undefined && ownership.provedAt === undefined,
  },
  stuck("stuck-ses", "ses", DAY_MS),
  stuck("stuck-dns", "dns", DAY_MS),
  stuck("stuck-customer-week", "customer", 7 * DAY_MS),
  stuck("stuck-customer-day", "customer", DAY_MS),
];

/** `GET /attention`: what needs somebody, the most urgent first; each onboarding is in one section. */
export async function showAttention(
  { now }: Pick<HttpRequest, "now">,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const sections = await Promise.all(SECTIONS.map((section) => read(section, now, deps)));
  const shown = new Set<string>();
  return operatorsAnswer({
    sections: sections.map(({ kind, found, isMore }) => {
      const own = found.filter(({ onboardingId }) => !shown.has(onboardingId));
      for (const { onboardingId } of own) shown.add(onboardingId);
      return { kind, onboardings: own.map(attentionView), isMore };
    }),
  });
}

function stuck(kind: string, party: "customer" | "dns" | "ses", leastMs: number): Section {
  return { kind, list: ["awaits", party], leastMs, isMeant: (current) => waitingOn(current).party === party };
}

async function read(
  { kind, list: [listed, value], leastMs = 0, isMeant }: Section,
  now: number,
  { table, partitions }: ShowOnboardingsDeps,
) {
  const keys = await partitions.page(listPartition(listed, value), { limit: MOST + 1 });
  const due = keys.filter(
    ({ sk }) => leastMs === 0 || Date.parse(sk.slice(0, sk.indexOf("#"))) <= now - leastMs,
  );
  const items = await Promise.all(due.slice(0, MOST).map((key) => table.get(onboardingKey(foundId(key)))));
  const found = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)])).filter(isMeant);
  return { kind, found, isMore: due.length > MOST };
}

function attentionView(current: Onboarding) {
  const { requester, closedBecause, failedFrom, ownership } = current;
  const open = openIncident(current);
  const givesUpAt = open?.ses.map((one) => one.givesUpAt) ?? [];
  return {
    ...summaryOf(current),
    requester,
    because: closedBecause ?? null,
    failedFrom: failedFrom ?? null,
    contestedBecause: ownership?.because ?? null,
    incident: open === undefined ? null : { since: isoTime(open.since), lostAt: isoTime(open.lostAt) },
    sesGivesUpAt: givesUpAt.length === 0 ? null : isoTime(Math.min(...givesUpAt)),
    findings: (current.lastCheck?.findings ?? []).map(({ code }) => code),
  };
}
