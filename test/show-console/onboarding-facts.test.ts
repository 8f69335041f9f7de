import { describe, expect, it } from "vitest";
import { type Details, details } from "../../functions/show-console/api-shapes.ts";
import { contestText, factsOf, lastActOf } from "../../functions/show-console/onboarding-facts.ts";
import { showOnboarding } from "../../functions/show-onboardings/show-onboarding.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { BY } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";

const ID = "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X";
const AT = "2026-11-23T09:00:00.000Z";

/** An onboarding as the operators' API shows it. */
async function shown(said: Partial<Details> = {}): Promise<Details> {
  const table = memoryTable();
  const { onboardingId } = onboardingOf();
  await keep(table, onboardingOf());
  const deps = { ...SHOWN, table, listing: table, trail: table, partitions: table };
  const { body = "" } = await showOnboarding(onboardingId, deps);
  return { ...details.parse(JSON.parse(body)), ...said };
}

describe("the facts", () => {
  const TIMES = {
    createdAt: AT,
    lastLookAt: "2026-11-23T10:01:00.000Z",
    nextLookAt: "2026-11-23T11:02:00.000Z",
    lapsesAt: "2027-01-07T09:03:00.000Z",
  };
  const UNKNOWN = { createdAt: null, lastLookAt: null, nextLookAt: null, lapsesAt: null };

  const timesOf = (one: Details) => factsOf(one, BEGUN_AT).slice(6, 10);

  it("tell who requested what, when it was and will be checked, and where it runs", async () => {
    const one = await shown({ ...TIMES, closedBecause: "cancelled" });
    expect(factsOf(one, BEGUN_AT)).toEqual([
      ["Project", "oxford-stones", "/console/projects/oxford-stones"],
      ["Owner", "oxford"],
      ["Ticket", "T-1041 (generic)"],
      ["Requester", "dns@oxfordstones.example"],
      ["From addresses", "news@oxfordstones.example"],
      ["MAIL FROM", "email.oxfordstones.example"],
      ["Opened", "2026-11-23 09:00 UTC"],
      ["Last check", "2026-11-23 10:01 UTC"],
      ["Next full check", "2026-11-23 11:02 UTC"],
      ["Open until", "2027-01-07 09:03 UTC"],
      ["Closed because", "cancelled"],
      ["Execution", `${ID}-1`, one.executionUrl],
      ["Attempt", "1"],
      ["Id", ID],
    ]);
  });

  it("show a dash for a check or an end that is not known", async () => {
    expect(timesOf(await shown(UNKNOWN))).toEqual([
      ["Opened", ""],
      ["Last check", "–"],
      ["Next full check", "–"],
      ["Open until", "–"],
    ]);
  });
});

describe("the proof of control", () => {
  const contestOf = async (ownership: Details["ownership"]) =>
    contestText(await shown({ ownership }), BEGUN_AT);
  const CONTEST = { because: "contested", requestedAt: AT };

  it("is not spoken of where nobody asks for it", async () => {
    expect(await contestOf(null)).toBeUndefined();
  });

  it("is awaited until it is given, and then dated", async () => {
    expect(await contestOf({ ...CONTEST, provedAt: null })).toBe(
      "Control of the domain has to be proved first (Contested).",
    );
    expect(await contestOf({ ...CONTEST, provedAt: AT })).toBe(
      "Control of the domain was proved at 2026-11-23 09:00 UTC (Contested).",
    );
  });
});

describe("the last action of an operator", () => {
  async function lastOf(...said: ReadonlyArray<Partial<Details["events"][number]>>) {
    const { events } = await shown();
    return lastActOf(
      { events: said.flatMap((one) => events.map((event) => ({ ...event, ...one }))) },
      BEGUN_AT,
    );
  }

  it("is the latest one by an operator, whatever others did since", async () => {
    expect(
      await lastOf(
        { type: "extended", by: BY },
        { type: "muted", by: BY },
        { type: "confirmed", by: "customer" },
      ),
    ).toEqual({
      text: "Last action by an operator: Muted by user/alice",
      at: { iso: AT, utc: "2026-11-23 09:00 UTC", age: "0 min" },
    });
  });

  it("is not shown where no operator did anything, or no time is known", async () => {
    expect(await lastOf()).toBeUndefined();
    expect(await lastOf({ by: "customer" })).toBeUndefined();
    expect(await lastOf({ by: BY, at: null })).toBeUndefined();
  });
});
