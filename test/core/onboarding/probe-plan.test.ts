import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { awaitedProbe, isProbeDue, probePlanOf, SES_AWAITED } from "#core/onboarding/probe-plan";
import { PROBE } from "#core/onboarding/schedule";
import { BEGUN_AT as NOW, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../../support/stages.ts";

const ACTED = { count: 1, seen: 1, confirmedAt: NOW };
const SCHEDULE = { tries: 0, nextCheckAt: NOW } as const;

/** Makes an onboarding of which a check found so many records right; its person has just confirmed. */
function checkedOf(right: number, said: Partial<Onboarding> = {}): Onboarding {
  const records = RECORDS.map((record, index) =>
    seen(record, { state: index < right ? "right" : "missing" }),
  );
  return issuedOf({ signals: ACTED, lastCheck: { at: NOW, records, queries: 1 }, ...said });
}

const probed = (right: number) =>
  RECORDS.map(({ name, type, value }, index) => ({ name, type, value, right: index < right, seen: [] }));

describe("the plan of a probe", () => {
  it("has no name server before the first check", () => {
    expect(probePlanOf(issuedOf())).toStrictEqual({
      domain: issuedOf().identity,
      since: NOW,
      records: probed(0),
    });
  });

  it("has the first name server that a check found", () => {
    const { lastCheck } = checkedOf(0);
    const [first, ...others] = lastCheck?.records ?? [];
    const place = { zone: "oxfordstones.example", host: "@", nameServers: ["ns1.example", "ns2.example"] };
    const records = [seen(first?.record, { place }), ...others];
    expect(probePlanOf(checkedOf(0, { lastCheck: { at: NOW, records, queries: 1 } })).nameServer).toBe(
      "ns1.example",
    );
  });
});

describe("while somebody waits at the page", () => {
  it.each([0, 1, RECORDS.length - 1])("a domain with %i right records is probed", (right) => {
    expect(awaitedProbe(checkedOf(right), NOW)).toStrictEqual({
      domain: issuedOf().identity,
      since: NOW,
      records: probed(right),
    });
  });

  it("the probes end ten minutes after the person acted", () => {
    expect(awaitedProbe(checkedOf(0), NOW + PROBE.awaited.forMs - 1)).toBeDefined();
    expect(awaitedProbe(checkedOf(0), NOW + PROBE.awaited.forMs)).toBeUndefined();
  });

  it.each<[string, Onboarding]>([
    ["all records are right", checkedOf(RECORDS.length)],
    ["a mistake has to be corrected", checkedOf(0, { schedule: { ...SCHEDULE, awaited: "hasErrors" } })],
    ["it is verified", checkedOf(0, { status: "verified" })],
    ["it has no records yet", checkedOf(0, { records: [] })],
  ])("a domain is not probed if %s", (_, current) => {
    expect(awaitedProbe(current, NOW)).toBeUndefined();
  });
});

describe("a run probes an entry", () => {
  const plan = probePlanOf(issuedOf());
  const END = NOW + PROBE.oftenForMs;
  const dueAmongTen = (part: string, from: number) =>
    Array.from({ length: 10 }, (_, minute) =>
      isProbeDue(part, ID, plan, from + minute * PROBE.everyMs),
    ).filter(Boolean).length;

  it.each(["waiting", SES_AWAITED])(
    "of the part %s each minute for two weeks, then each ten minutes",
    (part) => {
      expect(dueAmongTen(part, END - 10 * PROBE.everyMs)).toBe(10);
      expect(dueAmongTen(part, END)).toBe(1);
    },
  );

  it("of another part whenever it reads that part", () => {
    expect(dueAmongTen("waiting#3", END)).toBe(10);
  });
});
