import { describe, expect, it } from "vitest";
import { reportPage } from "../../functions/show-console/report-page.ts";

const COUNTS = { opened: 0, ready: 0, expired: 0, cancelled: 0, failed: 0, lost: 0 };
const NONE = { count: 0, median: null, p90: null };

function contentOf(timeByParty: Record<string, unknown>): string {
  const { content } = reportPage({
    from: "2026-11-01",
    to: "2026-11-30",
    totals: COUNTS,
    weeks: [],
    timeToReady: NONE,
    timeByParty,
    funnel: [],
    findings: [],
    unaided: { count: 0, share: null },
    reminders: 0,
    losses: { lost: 0, noticedByDns: 0, noticedBySes: 0, timeToRepair: NONE },
    interventions: [],
    sesQueue: NONE,
    oneClick: { offered: 0, used: 0, succeeded: 0 },
  });
  return String(content);
}

describe("the time of each party", () => {
  const shares = { customer: 0.5, amazon: 1, registrar: null };
  const timeByParty = Object.fromEntries(
    Object.entries(shares).map(([party, share]) => [party, { count: 1, median: 5, p90: 9, share }]),
  );

  it("has a bar as long as its share, none for an unknown share", () => {
    const widths = [...contentOf(timeByParty).matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, one]) => one);
    expect(widths).toEqual(expect.arrayContaining(["150", "300", "0"]));
  });

  it("is labelled with the party's name, or as it is called where it has no name", () => {
    const content = contentOf(timeByParty);
    const [, labels = ""] = content.match(/id="parties"([\s\S]*?)<\/section>/) ?? [];
    const named = [...labels.matchAll(/>(Customer|customer|Amazon SES|amazon|registrar)</g)];
    expect(new Set(named.map(([, label]) => label))).toEqual(
      new Set(["Customer", "Amazon SES", "registrar"]),
    );
    expect(labels).toMatch(/<text[^>]*>Customer</);
  });

  it.each([
    ["a bar for each party once one of them was awaited", [1, 0], 2],
    ["a bar for each party where each was awaited", [1, 2], 2],
    ["no bar where none was awaited", [0, 0], 0],
  ])("has %s", (_, counts, bars) => {
    const parties = ["customer", "amazon"].map((party, index) => [
      party,
      { ...NONE, count: counts[index], share: null },
    ]);
    const [, chart = ""] =
      /id="parties"([\s\S]*?)<\/section>/.exec(contentOf(Object.fromEntries(parties))) ?? [];
    expect(chart.match(/<rect/g) ?? []).toHaveLength(bars);
  });
});
