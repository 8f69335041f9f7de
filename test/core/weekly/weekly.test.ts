import { describe, expect, it } from "vitest";
import { plainText } from "#core/notices/messages/plain-text";
import type { Figures } from "#core/report/figures";
import { reportOf } from "#core/report/report";
import { SECTIONS } from "#core/search/attention-sections";
import { weekBefore, weekToReport } from "#core/weekly/week";
import { weekMail } from "#core/weekly/week-mail";
import { worthDoing } from "#core/weekly/worth-doing";
import { onboardingOf } from "../../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 30, 7);
const WEEK = { from: "2026-11-23", to: "2026-11-29" };

function reportIn({ from, to }: typeof WEEK, figures: Figures) {
  return reportOf({ [from]: figures }, from, to);
}

function troubledUntil(...times: readonly number[]) {
  const ses = times.map((givesUpAt) => ({ subject: "dkim" as const, givesUpAt }));
  return onboardingOf({ incident: { since: 0, records: [], ses } });
}

function factsWith(
  counts: Readonly<Record<string, number>>,
  figures: Figures = {},
  before: Figures = {},
  current = troubledUntil(NOW + 31.5 * HOUR),
): Parameters<typeof worthDoing>[0] {
  const one = { current, events: [], isSucceeded: false };
  return {
    now: NOW,
    report: reportIn(WEEK, figures),
    before: reportIn(weekBefore(WEEK.from), before),
    sections: SECTIONS.map(({ kind }) => ({
      kind,
      found: Array.from({ length: counts[kind] ?? 0 }, () => one),
      isMore: false,
    })),
  };
}

describe("the week that is reported", () => {
  it.each([
    ["Monday at 6", Date.UTC(2026, 10, 30, 6), WEEK],
    ["before Monday at 6", Date.UTC(2026, 10, 30, 5, 59), { from: "2026-11-16", to: "2026-11-22" }],
    ["on Sunday", Date.UTC(2026, 11, 6, 23, 59), WEEK],
    ["across the year", Date.UTC(2027, 0, 4, 6), { from: "2026-12-28", to: "2027-01-03" }],
  ])("is the last whole one, %s", (_, now, week) => {
    expect(weekToReport(now)).toEqual(week);
  });
});

describe("what is worth doing first", () => {
  it("is what is lost soon, then what waits for us, three at most", () => {
    const done = worthDoing(
      factsWith({ incident: 2, failed: 1, held: 3, desk: 1, "stuck-customer-week": 4 }),
    );
    expect(done).toEqual([
      "2 verified domains are in trouble, and SES gives up in 31 hours. Call the customers: npm run ops -- console.",
      "1 execution has failed. See what a redrive does: npm run ops -- redrive.",
      "3 requests wait for your approval: npm run ops -- list --status held.",
    ]);
  });

  it.each([
    ["in 1 hour", [NOW + HOUR]],
    ["in 5 hours", [NOW + 31 * HOUR, NOW + 6 * HOUR - 1, NOW + 8 * HOUR]],
    ["in 8 hours", [NOW - HOUR, NOW + 8 * HOUR]],
    ["within the hour", [NOW + 8 * HOUR, NOW + HOUR - 1]],
    ["within the hour", [NOW + 1]],
  ])("is a domain that SES gives up %s", (hours, times) => {
    expect(worthDoing(factsWith({ incident: 1 }, {}, {}, troubledUntil(...times)))).toEqual([
      `1 verified domain is in trouble, and SES gives up ${hours}. Call the customers: npm run ops -- console.`,
    ]);
  });

  it.each([
    ["SES has given up", [NOW - HOUR]],
    ["SES gives up now", [NOW]],
    ["SES still finds the records", []],
  ])("is a domain in trouble, without a time, where %s", (_, times) => {
    expect(worthDoing(factsWith({ incident: 1 }, {}, {}, troubledUntil(...times)))).toEqual([
      "1 verified domain is in trouble. Call the customers: npm run ops -- console.",
    ]);
  });

  it("is what costs customers most where nothing waits", () => {
    const figures = { "finding/HOST_DOUBLED/GoDaddy": 90 * 3600, "finding/MX_MISSING/other": 3600 };
    expect(worthDoing(factsWith({}, figures))).toEqual([
      "HOST_DOUBLED at GoDaddy cost customers 90 hours. Explain it in your own guide: npm run ops -- report.",
    ]);
  });

  it.each([
    [10, 4, 1],
    [10, 7, 0],
    [4, 0, 0],
  ])("names a fall of the share that became ready: %i opened, %i ready", (opened, ready, named) => {
    const before = { "step/opened": 20, ready: 16 };
    const said = worthDoing(factsWith({}, { "step/opened": opened, ready }, before));
    expect(said.filter((one) => one.includes("fell from 80 % to"))).toHaveLength(named);
  });

  it("is nothing in a week without problems", () => {
    expect(worthDoing(factsWith({}))).toEqual([]);
  });
});

it("shows each number beside that of the week before", () => {
  const figures = { "step/opened": 14, ready: 11, "readyIn/90": 6, "readyIn/1500": 5, unaided: 8 };
  const facts = factsWith({ failed: 1 }, figures, { "step/opened": 9, ready: 9 });
  const { subject, blocks } = weekMail(facts);
  expect(subject).toBe("Week of 2026-11-23: 11 domains ready, 0 lost");
  const text = plainText(blocks);
  for (const line of [
    "- Opened: 14 (before: 9)",
    "- Ticket to ready, median: 90 min (before: –)",
    "- Ticket to ready, 9 of 10: 25 h (before: –)",
    "- Ready without help: 73 % (before: 0 %)",
  ])
    expect(text).toContain(line);
  expect(plainText(weekMail(factsWith({})).blocks)).toContain("Nothing waits for you.");
});

it("leads to the console and to the numbers of the week, where people sign in", () => {
  const { blocks } = weekMail(factsWith({ failed: 1 }), "https://setup.example/console");
  const text = plainText(blocks);
  expect(text).toMatch(/^.*https:\/\/setup\.example\/console$/m);
  expect(text).toContain("https://setup.example/console/report?from=2026-11-23&to=2026-11-29");
  expect(plainText(weekMail(factsWith({ failed: 1 })).blocks)).not.toContain("http");
});

describe("the parts of the mail", () => {
  const numbers = [
    "Opened: 0 (before: 0)",
    "Ready: 0 (before: 0)",
    "Expired: 0 (before: 0)",
    "Failed: 0 (before: 0)",
    "Lost: 0 (before: 0)",
    "Ticket to ready, median: – (before: –)",
    "Ticket to ready, 9 of 10: – (before: –)",
    "Ready without help: – (before: –)",
    "Reminders: 0 (before: 0)",
    "What operators did: 0 (before: 0)",
    "SES queue, 9 of 10: – (before: –)",
  ];
  const headline = { kind: "headline", text: "The week from 2026-11-23 to 2026-11-29" };
  const shown = [
    { kind: "paragraph", text: "The numbers, with those of the week before:" },
    { kind: "list", items: numbers },
  ];

  it("are only the numbers where nothing waits and nobody signs in", () => {
    expect(weekMail(factsWith({})).blocks).toEqual([
      headline,
      { kind: "paragraph", text: "Nothing waits for you." },
      ...shown,
      {
        kind: "paragraph",
        text: "Everything that waits is on the first page of npm run ops -- console. All numbers: npm run ops -- report --from 2026-11-23 --to 2026-11-29.",
      },
    ]);
  });

  it("begin with what waits, and lead to the console where people sign in", () => {
    const url = "https://setup.example/console";
    expect(weekMail(factsWith({ failed: 1 }), url).blocks).toEqual([
      headline,
      { kind: "paragraph", text: "Worth doing first:" },
      {
        kind: "list",
        items: ["1 execution has failed. See what a redrive does: npm run ops -- redrive."],
      },
      { kind: "link", label: "Open what needs you", url, isMain: true },
      ...shown,
      { kind: "link", label: "All numbers of this week", url: `${url}/report?from=2026-11-23&to=2026-11-29` },
    ]);
  });
});
