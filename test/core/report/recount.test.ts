import { describe, expect, it } from "vitest";
import { countHistory } from "#core/report/count-history";
import { difference, sum } from "#core/report/figures";
import { historyOf } from "#core/report/history";
import { type Report, reportOf } from "#core/report/report";
import type { Item } from "#core/table";
import { createRandom } from "../../support/random.ts";
import { randomHistory } from "./random-history.ts";
import { recount } from "./recount.ts";

const BEGAN = Date.UTC(2026, 6, 1);
const HOUR = 3_600_000;

function reportFrom(onboardings: readonly Item[][], from: string, to: string): Report {
  const days = new Map<string, Record<string, number>[]>();
  for (const items of onboardings)
    for (const [day, figures] of Object.entries(countHistory(historyOf(items))))
      days.set(day, [...(days.get(day) ?? []), figures]);
  const figures = Object.fromEntries([...days].map(([day, all]) => [day, sum(all)]));
  return reportOf(figures, from, to);
}

/** Returns a percentile by the nearest-rank method. */
function rank(values: readonly number[] | undefined, share: number): number | null {
  const sorted = [...(values ?? [])].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}

function distribution(values: readonly number[] | undefined) {
  return { count: values?.length ?? 0, median: rank(values, 0.5), p90: rank(values, 0.9) };
}

describe.each(Array.from({ length: 30 }, (_, index) => 1000 + index))("histories of seed %i", (seed) => {
  const random = createRandom(seed);
  const onboardings = Array.from({ length: 60 }, (_, index) =>
    randomHistory(`onb_${String(index).padStart(26, "0")}`, random, BEGAN + random.below(90 * 24) * HOUR),
  );
  const [from, to] = ["2026-07-20", "2026-09-10"];
  const report = reportFrom(onboardings, from, to);
  const { counts, lists, weeks } = recount(onboardings, from, to);
  const of = (name: string) => counts[name] ?? 0;

  it("give the counts of a recount, in total and by week", () => {
    for (const name of ["opened", "ready", "expired", "cancelled", "failed", "lost"] as const) {
      expect([name, report.totals[name]]).toEqual([name, of(name)]);
      expect(report.weeks.map((week) => [week.week, week[name]])).toEqual(
        report.weeks.map(({ week }) => [week, weeks[week]?.[name] ?? 0]),
      );
    }
    expect(report.weeks[0]?.week).toBe("2026-07-20");
    expect(report.weeks.at(-1)?.week).toBe("2026-09-07");
    for (const { step, count } of report.funnel) expect([step, count]).toEqual([step, of(`step/${step}`)]);
    expect(report.reminders).toBe(of("reminders"));
    for (const [step, count] of Object.entries(report.oneClick))
      expect([step, count]).toEqual([step, of(`oneClick/${step}`)]);
    expect(report.unaided.count).toBe(of("unaided"));
    const { lost, noticedByDns, noticedBySes } = report.losses;
    expect([lost, noticedByDns, noticedBySes]).toEqual([of("lost"), of("noticed/dns"), of("noticed/ses")]);
  });

  it("give the durations of a recount", () => {
    expect(report.timeToReady).toEqual(distribution(lists["ready"]));
    expect(report.sesQueue).toEqual(distribution(lists["queue"]));
    expect(report.losses.timeToRepair).toEqual(distribution(lists["repair"]));
    const whole = ["customer", "caches", "amazon", "us"].reduce((all, name) => all + of(`spent/${name}`), 0);
    for (const [party, time] of Object.entries(report.timeByParty)) {
      const share = whole === 0 ? null : Math.round((of(`spent/${party}`) / whole) * 100) / 100;
      expect([party, time]).toEqual([party, { ...distribution(lists[`ready/${party}`]), share }]);
    }
  });

  it("give the costs of findings and the interventions of a recount", () => {
    const seconds = new Map<string, number>();
    for (const [name, time] of Object.entries(counts)) {
      const [kind, code = ""] = name.split("/");
      if (kind === "finding") seconds.set(code, (seconds.get(code) ?? 0) + time);
    }
    const costs = [...seconds].filter(([, time]) => time > 0);
    expect(new Map(report.findings.map(({ code, hours }) => [code, hours]))).toEqual(
      new Map(costs.map(([code, time]) => [code, Math.round(time / 360) / 10])),
    );
    for (const { code, hosts } of report.findings)
      for (const { host, hours } of hosts)
        expect([code, host, hours]).toEqual([
          code,
          host,
          Math.round(of(`finding/${code}/${host}`) / 360) / 10,
        ]);
    const interventions = Object.entries(counts).filter(([name]) => name.startsWith("intervention/"));
    expect(
      new Map(report.interventions.map(({ action, count }) => [`intervention/${action}`, count])),
    ).toEqual(new Map(interventions));
  });
});

it("adds nothing twice: what an onboarding adds is the difference to what it added before", () => {
  const random = createRandom(7);
  const items = randomHistory("onb_1", random, BEGAN);
  const [half, whole] = [items.slice(0, items.length / 2), items].map((some) =>
    countHistory(historyOf(some)),
  );
  if (half === undefined || whole === undefined) throw new Error("there are two");
  const added = difference(half, whole);
  const days = new Set([...Object.keys(half), ...Object.keys(added)]);
  const summed = Object.fromEntries([...days].map((day) => [day, sum([half[day] ?? {}, added[day] ?? {}])]));
  expect(difference(summed, whole)).toEqual({});
  expect(difference(whole, whole)).toEqual({});
});
