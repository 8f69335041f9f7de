import { describe, expect, it } from "vitest";
import type { EventType } from "#core/onboarding/event-types";
import type { Stage } from "#core/onboarding/stage";
import { countHistory } from "#core/report/count-history";
import { type DayFigures, type Figures, sum } from "#core/report/figures";
import { historyOf } from "#core/report/history";

const BEGAN = Date.UTC(2026, 6, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OPERATOR = "operator:arn:aws:iam::1:user/ada";
const RIGHT = { name: "a.example", type: "TXT", state: "right", seen: [] };
const WRONG = { ...RIGHT, state: "wrong" };

type Changed = Partial<Stage> & Pick<Stage, "at">;
interface Happened {
  readonly at: number;
  readonly by: string;
  readonly type?: EventType;
}

/** Returns the figures of each day of a history; times are relative to its beginning. */
function daysOf(stages: readonly Changed[], events: readonly Happened[] = []): DayFigures {
  const keyed = (kind: string, index: number, at: number) => ({
    ...{ pk: "onb_1", sk: `${kind}#${index}`, onboardingId: "onb_1", version: 1, at: BEGAN + at },
  });
  const begun = stages.map((one, index) => ({
    ...{ status: "records_issued", awaits: "customer", records: [], findings: [], nameServers: [] },
    ...{ isMuted: false, isCommented: false, oneClick: "none", incident: [] },
    ...one,
    ...keyed("stage", index, one.at),
  }));
  const happened = events.map((one, index) => ({
    ...{ type: "muted", notices: [], tries: 0, ...one },
    ...keyed("event", index, one.at),
  }));
  return countHistory(historyOf([...begun, ...happened]));
}

/** Returns the names and numbers of a history, of all days together. */
function figuresOf(stages: readonly Changed[], events: readonly Happened[] = []): Figures {
  return sum(Object.values(daysOf(stages, events)));
}

/** Returns the figures whose names match. */
function named(pattern: RegExp, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([name]) => pattern.test(name)));
}

describe("a domain that becomes ready", () => {
  const ready = 10 * MINUTE;
  const plain: readonly Changed[] = [
    { at: 0, status: "requested" },
    { at: MINUTE, status: "confirmed" },
    { at: ready, status: "ready" },
    { at: 2 * ready, status: "lost" },
  ];
  const changed = (index: number, change: Partial<Stage>) =>
    plain.map((one, place) => (place === index ? { ...one, ...change } : one));

  it.each<[string, readonly Changed[], readonly Happened[]]>([
    ["nobody did anything", plain, []],
    ["only the customer acted", plain, [{ at: 1, by: "customer" }]],
    ["an operator acted only a moment later", plain, [{ at: ready + 1, by: OPERATOR }]],
    ["somebody else is called like an operator", plain, [{ at: 1, by: `the-${OPERATOR}` }]],
    ["somebody's name ends like an operator's begins", plain, [{ at: 1, by: "the-operator:" }]],
    [
      "the customer acted before, and an operator after",
      plain,
      [
        { at: 1, by: "customer" },
        { at: ready + 1, by: OPERATOR },
      ],
    ],
    ["a person handled it only from then on", changed(2, { isMuted: true }), []],
    ["a comment was written only later", changed(3, { isCommented: true }), []],
  ])("did so unaided if %s", (_, stages, events) => {
    expect(figuresOf(stages, events)).toMatchObject({ ready: 1, unaided: 1 });
  });

  it.each<[string, readonly Changed[], readonly Happened[]]>([
    ["a person handled it at first", changed(0, { isMuted: true }), []],
    ["a person handled it just before", changed(1, { isMuted: true }), []],
    ["a person had to read a comment", changed(1, { isCommented: true }), []],
    ["an operator acted before", plain, [{ at: 1, by: OPERATOR }]],
    ["an operator acted at that moment", plain, [{ at: ready, by: OPERATOR }]],
    [
      "an operator acted, and the customer too",
      plain,
      [
        { at: 1, by: "customer" },
        { at: 2, by: OPERATOR },
        { at: ready + 1, by: "customer" },
      ],
    ],
  ])("had help if %s", (_, stages, events) => {
    const figures = figuresOf(stages, events);
    expect(figures).toMatchObject({ ready: 1 });
    expect(figures).not.toHaveProperty("unaided");
  });

  it("took the time since its ticket, of which each party has a part: minutes rounded up, and seconds", () => {
    const figures = figuresOf([
      { at: 0, status: "requested", awaits: "ses" },
      { at: 2 * MINUTE, awaits: "customer" },
      { at: 5 * MINUTE + 400, awaits: "dns" },
      { at: 9 * MINUTE, awaits: "operator" },
      { at: ready, status: "ready", awaits: "nobody" },
      { at: 50 * MINUTE, status: "lost" },
    ]);
    expect(figures).toMatchObject({
      ...{ "readyIn/10": 1, "readyIn.amazon/2": 1, "readyIn.customer/4": 1 },
      ...{ "readyIn.caches/4": 1, "readyIn.us/1": 1 },
      ...{ "spent/amazon": 120, "spent/customer": 180, "spent/caches": 240, "spent/us": 60 },
    });
  });

  it("has spent no time of parties that were never awaited", () => {
    const figures = figuresOf([{ at: 0 }, { at: MINUTE, status: "ready" }]);
    expect(figures).toMatchObject({ "readyIn.amazon/0": 1, "spent/customer": 60 });
    expect(figures).not.toHaveProperty("spent/amazon");
  });
});

describe("publication with one click", () => {
  const used: Changed = { at: 0, oneClick: "used", records: [RIGHT] };

  it.each<[string, Changed]>([
    ["a moment after it", { at: 1, records: [RIGHT] }],
    ["exactly a day after it", { at: DAY, records: [RIGHT, RIGHT] }],
  ])("succeeded if a check finds every record right %s", (_, check) => {
    expect(figuresOf([used, check])).toMatchObject({ "oneClick/used": 1, "oneClick/succeeded": 1 });
  });

  it.each<[string, readonly Changed[]]>([
    ["the check is of the same moment", [used, { at: 0, records: [RIGHT] }]],
    [
      "the check came earlier",
      [
        { at: 0, records: [RIGHT] },
        { ...used, at: 5 },
      ],
    ],
    ["the check came more than a day later", [used, { at: DAY + 1, records: [RIGHT] }]],
    ["the check saw no record", [used, { at: 1, records: [] }]],
    ["one of several records is wrong", [used, { at: 1, records: [RIGHT, WRONG] }]],
  ])("did not succeed if %s", (_, stages) => {
    const figures = figuresOf(stages);
    expect(figures).toMatchObject({ "oneClick/used": 1 });
    expect(figures).not.toHaveProperty("oneClick/succeeded");
  });

  it("that was only offered was neither used nor successful", () => {
    const figures = figuresOf([
      { at: 0, oneClick: "offered" },
      { at: 1, records: [RIGHT] },
    ]);
    expect(Object.keys(figures).filter((name) => name.startsWith("oneClick/"))).toEqual(["oneClick/offered"]);
  });

  it("that was never offered is not counted at all", () => {
    const figures = figuresOf([{ at: 0 }, { at: 1, records: [RIGHT] }]);
    expect(Object.keys(figures)).toEqual(["step/opened", "step/approved", "step/records_issued"]);
  });
});

describe("an onboarding that ends", () => {
  const opened = { "step/opened": 1, "step/approved": 1, "step/records_issued": 1 };

  it.each(["expired", "cancelled", "failed"] as const)(
    "counts as %s once, on the day on which it ended",
    (status) => {
      expect(daysOf([{ at: 0 }, { at: DAY, status }, { at: 2 * DAY, status, isMuted: true }])).toEqual({
        "2026-07-01": opened,
        "2026-07-02": { [status]: 1 },
      });
    },
  );

  it("counts as failed twice if it fails again later", () => {
    expect(
      figuresOf([
        { at: 0 },
        { at: 1, status: "failed" },
        { at: 2, status: "confirmed" },
        { at: 3, status: "failed" },
      ]),
    ).toEqual({ ...opened, failed: 2 });
  });
});

describe("a mistake in DNS", () => {
  const blocking = { code: "MX_MISSING", severity: "blocking" };
  const urgent = { code: "TXT_SPLIT", severity: "urgent" };
  const mild = { code: "HOST_DOUBLED", severity: "warning" };

  it("costs the seconds for which the customer is awaited, at the host of the zone", () => {
    const figures = figuresOf([
      { at: 0, findings: [blocking, urgent, mild, blocking], nameServers: ["ada.ns.cloudflare.com"] },
      { at: 2 * MINUTE, awaits: "dns", findings: [blocking] },
      { at: 5 * MINUTE, findings: [blocking], nameServers: ["ns1.nobody.example"] },
      { at: 6 * MINUTE, findings: [blocking] },
    ]);
    expect(named(/^finding/, figures)).toEqual({
      "finding/MX_MISSING/Cloudflare": 120,
      "finding/TXT_SPLIT/Cloudflare": 120,
      "finding/MX_MISSING/other": 60,
    });
  });

  it.each([
    [499, ["2026-07-01"]],
    [500, ["2026-07-01", "2026-07-02"]],
  ])("that lasts %i ms leaves figures on these days: %j", (length, days) => {
    const figures = daysOf([{ at: 0 }, { at: DAY, findings: [blocking] }, { at: DAY + length }]);
    expect(Object.keys(figures)).toEqual(days);
  });
});

describe("a domain that was ready", () => {
  const ready: Changed = { at: 0, status: "ready" };
  const shown = (stages: readonly Changed[]) => named(/^(noticed|lost|repairedIn)/, figuresOf(stages));

  it("is lost once, and repaired when it is ready again without trouble", () => {
    const stages: readonly Changed[] = [
      ready,
      { at: MINUTE, status: "ready", incident: ["dns"] },
      { at: 2 * MINUTE, status: "lost", incident: ["dns", "ses"] },
      { at: 3 * MINUTE, status: "lost", incident: ["dns"] },
      { at: 4 * MINUTE, status: "ready", incident: ["dns"] },
      { at: 9 * MINUTE, status: "ready" },
      { at: 10 * MINUTE, status: "ready", isMuted: true },
    ];
    expect(shown(stages)).toEqual({ "noticed/dns": 1, lost: 1, "repairedIn/8": 1 });
  });

  it.each<[string, Changed]>([
    ["is cancelled without trouble", { at: 1, status: "cancelled" }],
    ["stays as it is", { at: 1, status: "ready" }],
  ])("is not lost if it %s", (_, next) => {
    expect(shown([ready, next])).toEqual({});
  });

  it("is not repaired while it is in trouble, nor when its onboarding ends", () => {
    const troubled: Changed = { at: 1, status: "lost", incident: ["ses"] };
    expect(shown([ready, troubled, { at: 2, status: "cancelled" }])).toEqual({ "noticed/ses": 1, lost: 1 });
  });
});
