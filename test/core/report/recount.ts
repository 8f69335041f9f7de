import type { Item } from "#core/table";

/**
 * Computes the report of a period from the raw items of all onboardings in another way than the code under
 * test: without daily figures or stored sums, and with all durations in a list. It imports nothing of the
 * report.
 */
export function recount(onboardings: ReadonlyArray<readonly Item[]>, from: string, to: string) {
  const lists: Record<string, number[]> = {};
  const counts: Record<string, number> = {};
  const weeks: Record<string, Record<string, number>> = {};
  const isIn = (at: number) => dayOf(at) >= from && dayOf(at) <= to;
  const add = (name: string, at: number, by = 1) => {
    if (isIn(at)) counts[name] = (counts[name] ?? 0) + by;
  };
  const addWeek = (name: string, at: number) => {
    add(name, at);
    if (!isIn(at)) return;
    const monday = mondayBefore(at);
    weeks[monday] = { ...weeks[monday], [name]: (weeks[monday]?.[name] ?? 0) + 1 };
  };
  const list = (name: string, at: number, ms: number) => {
    if (isIn(at)) lists[name] = [...(lists[name] ?? []), twoDigits(Math.max(0, Math.ceil(ms / 60_000)))];
  };
  for (const items of onboardings) countOne(items, { add, addWeek, list });
  return { counts, lists, weeks };
}

interface Tally {
  add(name: string, at: number, by?: number): void;
  addWeek(name: string, at: number): void;
  list(name: string, at: number, ms: number): void;
}

const HOSTS: ReadonlyArray<[string, string]> = [
  ["cloudflare.com", "Cloudflare"],
  ["domaincontrol.com", "GoDaddy"],
];

const ROUTE = ["held", "requested", "records_issued", "confirmed", "verified", "configured", "ready"];
const WHOSE: Readonly<Record<string, string>> = { customer: "customer", dns: "caches", ses: "amazon" };

/** A raw item of a stage or an event. */
interface Raw {
  readonly at: number;
  readonly status: string;
  readonly awaits: string;
  readonly type: string;
  readonly by: string;
  readonly isMuted: boolean;
  readonly isCommented: boolean;
  readonly incident: readonly string[];
  readonly oneClick: string;
  readonly records: ReadonlyArray<{ readonly state: string }>;
  readonly nameServers: readonly string[];
  readonly findings: ReadonlyArray<{ readonly code: string; readonly severity: string }>;
}

function rawOf(items: readonly Item[], kind: string): Raw[] {
  return items.filter(({ sk }) => sk.startsWith(`${kind}#`)) as unknown as Raw[];
}

function countOne(items: readonly Item[], tally: Tally): void {
  const [stages, events] = [rawOf(items, "stage"), rawOf(items, "event")];
  const openedAt = stages[0]?.at ?? 0;
  tally.addWeek("opened", openedAt);
  const furthest = Math.max(...stages.map(({ status }) => ROUTE.indexOf(status)));
  const needed = { opened: 0, approved: 1, records_issued: 2, verified: 4, ready: 6 };
  for (const [step, index] of Object.entries(needed))
    if (furthest >= index) tally.add(`step/${step}`, openedAt);
  countReady(stages, events, tally);
  countEndings(stages, tally);
  countLosses(stages, tally);
  stages.slice(1).forEach(({ at }, index) => {
    countFindings(stages[index], Math.max(at, stages[index]?.at ?? 0), tally);
  });
  for (const { at, type, by } of events) {
    if (type === "reminded" || type === "expiry_near") tally.add("reminders", at);
    if (by.startsWith("operator:")) tally.add(`intervention/${type}`, at);
  }
  countClicks(stages, tally);
  const queued = stages.find(({ status }) => status === "requested");
  if (queued === undefined) return;
  const after = stages.slice(stages.indexOf(queued)).find(({ status }) => status !== "requested");
  if (after?.status === "records_issued") tally.list("queue", after.at, after.at - queued.at);
}

function countClicks(stages: readonly Raw[], { add }: Tally): void {
  const clicked = stages.map(({ oneClick }) => oneClick);
  const first = clicked.findIndex((one) => one === "offered" || one === "used");
  const pressed = clicked.indexOf("used");
  if (first >= 0) add("oneClick/offered", stages[first]?.at ?? 0);
  if (pressed < 0) return;
  const pressedAt = stages[pressed]?.at ?? 0;
  add("oneClick/used", pressedAt);
  for (const { at, records } of stages) {
    const wrong = records.filter(({ state }) => state !== "right").length;
    if (at <= pressedAt || at > pressedAt + 86_400_000 || records.length === 0 || wrong > 0) continue;
    add("oneClick/succeeded", at);
    return;
  }
}

function countEndings(stages: readonly Raw[], { addWeek }: Tally): void {
  let status = "";
  for (const one of stages) {
    if (one.status !== status && ["expired", "cancelled", "failed"].includes(one.status))
      addWeek(one.status, one.at);
    status = one.status;
  }
}

function countLosses(stages: readonly Raw[], { add, addWeek, list }: Tally): void {
  let brokenAt: number | undefined;
  let status = "";
  for (const one of stages) {
    if (one.incident.length > 0 && brokenAt === undefined) {
      brokenAt = one.at;
      for (const by of one.incident) add(`noticed/${by}`, one.at);
    }
    if (one.incident.length > 0 && status === "ready" && one.status !== "ready") addWeek("lost", one.at);
    if (one.incident.length === 0 && brokenAt !== undefined && one.status === "ready") {
      list("repair", one.at, one.at - brokenAt);
      brokenAt = undefined;
    }
    status = one.status;
  }
}

function countReady(stages: readonly Raw[], events: readonly Raw[], { add, addWeek, list }: Tally): void {
  const ready = stages.find(({ status }) => status === "ready");
  if (ready === undefined) return;
  addWeek("ready", ready.at);
  list("ready", ready.at, ready.at - (stages[0]?.at ?? 0));
  const before = stages.slice(0, stages.indexOf(ready));
  const times: Record<string, number> = { customer: 0, caches: 0, amazon: 0, us: 0 };
  for (const [index, { awaits, at }] of before.entries()) {
    const time = Math.max(0, (stages[index + 1]?.at ?? 0) - at);
    const whose = WHOSE[awaits] ?? "us";
    times[whose] = (times[whose] ?? 0) + time;
  }
  for (const [whose, time] of Object.entries(times)) {
    list(`ready/${whose}`, ready.at, time);
    add(`spent/${whose}`, ready.at, Math.round(time / 1000));
  }
  const byPeople = events.filter(({ at, by }) => at <= ready.at && /^operator:/.test(by)).length;
  const handled = before.filter(({ isMuted, isCommented }) => isMuted || isCommented).length;
  if (byPeople + handled === 0) add("unaided", ready.at);
}

function countFindings(stage: Raw | undefined, until: number, { add }: Tally): void {
  if (stage?.awaits !== "customer") return;
  const { findings, nameServers, at } = stage;
  const host = HOSTS.find(([suffix]) => nameServers.some((name: string) => name.endsWith(suffix)))?.[1];
  const codes = new Set<string>();
  for (const { code, severity } of findings) if (/^(blocking|urgent)$/.test(severity)) codes.add(code);
  for (const code of codes) add(`finding/${code}/${host ?? "other"}`, until, Math.round((until - at) / 1000));
}

/** Rounds up to two significant digits by means of the number's text. */
function twoDigits(minutes: number): number {
  if (minutes < 100) return minutes;
  const scale = 10 ** (String(minutes).length - 2);
  return Math.ceil(minutes / scale) * scale;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function mondayBefore(at: number): string {
  const date = new Date(at);
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return dayOf(date.getTime());
}
