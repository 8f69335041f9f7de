import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import { checkRecords } from "#core/verification/check-records";
import { type Holding, memorySession } from "../../diagnosis/memory-session.ts";
import { BEGUN_AT as NOW, RECORDS } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

const D = "oxfordstones.example";
const MINUTE = 60_000;
const PUBLISHED: Holding = new Map(
  RECORDS.map(({ type, name, value, priority }) => [
    `${type} ${name}`,
    [priority === undefined ? value : `${priority} ${value}`],
  ]),
);
const NOTHING: Holding = new Map();

/** A server that answers no question usably. */
class SilentHolding extends Map<string, readonly string[] | "unknown"> {
  override get(): "unknown" {
    return "unknown";
  }
}

/** The severity and the edits that a test gives to a stored finding. */
interface Changed {
  readonly severity?: StoredFinding["severity"];
  readonly edits: readonly Partial<StoredFinding["edits"][number]>[];
}

/** Checks again with the contents of each server and the result of the previous check. */
async function look(before: Onboarding, now: number, ...holdings: readonly Holding[]): Promise<Onboarding> {
  const resolver = { open: () => memorySession(D, holdings) };
  return { ...before, ...(await checkRecords(before, { now, resolver })) };
}

const silentSince = ({ lastCheck }: Onboarding) => lastCheck?.records[0]?.silentSince;

const codes = ({ lastCheck: kept }: Onboarding) => [
  ...new Set(kept?.findings?.filter(({ severity }) => severity === "blocking").map(({ code }) => code)),
];

it("gives name servers fifteen minutes and a second check before it reports that they disagree", async () => {
  const first = await look(issuedOf({ records: RECORDS }), NOW, PUBLISHED, NOTHING);
  expect([codes(first), first.lastCheck?.disagreeingSince]).toEqual([[], NOW]);
  const second = await look(first, NOW + 14 * MINUTE, PUBLISHED, NOTHING);
  expect([codes(second), second.lastCheck?.disagreeingSince]).toEqual([[], NOW]);
  const third = await look(second, NOW + 15 * MINUTE, PUBLISHED, NOTHING);
  expect(codes(third)).toEqual(["NAME_SERVERS_DISAGREE"]);
  const settled = await look(third, NOW + 16 * MINUTE, PUBLISHED, PUBLISHED);
  expect([codes(settled), settled.lastCheck?.disagreeingSince]).toEqual([[], undefined]);
});

it("remembers since when a record was right, however many checks missed it", async () => {
  const right = await look(issuedOf({ records: RECORDS }), NOW, PUBLISHED);
  const gone = await look(right, NOW + MINUTE, NOTHING);
  const still = await look(gone, NOW + 60 * MINUTE, NOTHING);
  expect(codes(gone)).toEqual(["RECORD_VANISHED"]);
  expect(codes(still)).toEqual(["RECORD_VANISHED"]);
  expect(still.lastCheck?.findings?.[0]?.cause).toEqual({
    key: "finding.record-vanished",
    values: { at: NOW },
  });
});

it("limits how much of published values it keeps", async () => {
  const long = Array.from({ length: 60 }, (_, index) => `v=spf1 ${index} ${"x".repeat(60_000)}`);
  const hostile = new Map([...PUBLISHED, [`TXT ${RECORDS[4]?.name}`, long], [`TXT ${D}`, long]]);
  const { lastCheck: kept } = await look(issuedOf({ records: RECORDS }), NOW, hostile);
  expect(kept?.findings?.map(({ code }) => code)).toContain("SPF_SEVERAL");
  expect(JSON.stringify(kept).length).toBeLessThan(60_000);
});

it("remembers since when all records are right, and begins again after one was not", async () => {
  const [one] = PUBLISHED.keys();
  const allButOne = new Map([...PUBLISHED].filter(([key]) => key !== one));
  const partly = await look(issuedOf({ records: RECORDS }), NOW, allButOne);
  expect(partly.lastCheck?.rightSince).toBeUndefined();
  const right = await look(partly, NOW + MINUTE, PUBLISHED);
  expect(right.lastCheck?.rightSince).toBe(NOW + MINUTE);
  const still = await look(right, NOW + 5 * MINUTE, PUBLISHED);
  expect(still.lastCheck?.rightSince).toBe(NOW + MINUTE);
  const gone = await look(still, NOW + 6 * MINUTE, allButOne);
  expect(gone.lastCheck?.rightSince).toBeUndefined();
  const again = await look(gone, NOW + 7 * MINUTE, PUBLISHED);
  expect(again.lastCheck?.rightSince).toBe(NOW + 7 * MINUTE);
});

it("reports servers that give no answer once that has lasted for hours, and forgets it with the first answer", async () => {
  const silent: Holding = new SilentHolding();
  const hour = 60 * MINUTE;
  const first = await look(issuedOf({ records: RECORDS }), NOW, silent);
  expect([codes(first), silentSince(first)]).toEqual([[], NOW]);
  const second = await look(first, NOW + 5 * hour, silent);
  expect([codes(second), silentSince(second)]).toEqual([[], NOW]);
  const third = await look(second, NOW + 6 * hour, silent);
  expect([codes(third), silentSince(third)]).toEqual([["ZONE_SILENT"], NOW]);
  const answered = await look(third, NOW + 7 * hour, PUBLISHED);
  expect([codes(answered), silentSince(answered)]).toEqual([[], undefined]);
  const again = await look(answered, NOW + 8 * hour, silent);
  expect([codes(again), silentSince(again)]).toEqual([[], NOW + 8 * hour]);
});

it("counts the time without an answer for each record separately", async () => {
  const hour = 60 * MINUTE;
  const [first, second] = RECORDS.map(({ type, name }) => `${type} ${name}`);
  const silent = (...keys: readonly (string | undefined)[]) =>
    new Map([...PUBLISHED, ...keys.map((key) => [key ?? "", "unknown"] as const)]);
  const begun = await look(issuedOf({ records: RECORDS }), NOW, silent(first));
  const later = await look(begun, NOW + 6 * hour, silent(first, second));
  expect(later.lastCheck?.records.slice(0, 3).map((one) => one.silentSince)).toEqual([
    NOW,
    NOW + 6 * hour,
    undefined,
  ]);
  const seen = later.lastCheck?.findings?.map((finding) => [finding.code, finding.seen]);
  expect(seen).toContainEqual(["NAME_FAILING", [RECORDS[0]?.name]]);
  expect(seen).toContainEqual(["ANSWER_UNKNOWN", [`ns1.${D}`]]);
});

it("keeps an urgent finding until an answer shows that it is gone", async () => {
  const mx = `MX ${D}`;
  const urgent = ({ lastCheck }: Onboarding) =>
    lastCheck?.findings?.filter(({ severity }) => severity === "urgent").map(({ code }) => code);
  const feedback = ["10 feedback-smtp.eu-west-1.amazonses.com"];
  const harmed = await look(issuedOf({ records: RECORDS }), NOW, new Map([...PUBLISHED, [mx, feedback]]));
  expect(urgent(harmed)).toEqual(["FEEDBACK_MX_AT_DOMAIN"]);
  const silent = await look(harmed, NOW + MINUTE, new Map([...PUBLISHED, [mx, "unknown"]]));
  expect(urgent(silent)).toEqual(["FEEDBACK_MX_AT_DOMAIN"]);
  const still = await look(silent, NOW + 2 * MINUTE, new Map([...PUBLISHED, [mx, feedback]]));
  expect(urgent(still)).toEqual(["FEEDBACK_MX_AT_DOMAIN"]);
  const gone = await look(still, NOW + 3 * MINUTE, PUBLISHED);
  expect(urgent(gone)).toEqual([]);
});

describe("an urgent finding of the previous check, while the MX of the domain gets no answer", () => {
  const mx = `MX ${D}`;
  const feedback = ["10 feedback-smtp.eu-west-1.amazonses.com"];
  const atMx = { action: "remove", type: "MX", name: D } as const;
  const code = "FEEDBACK_MX_AT_DOMAIN";

  async function timesAfter(said: Changed, now: Holding): Promise<number | undefined> {
    const first = await look(issuedOf({ records: RECORDS }), NOW, new Map([...PUBLISHED, [mx, feedback]]));
    const { lastCheck } = first;
    if (lastCheck === undefined) throw new Error("There was no check");
    const findings = (lastCheck.findings ?? []).flatMap((one) => {
      const [edit] = one.edits;
      if (one.code !== code || edit === undefined) return [];
      const edits = said.edits.map((other) => ({ ...edit, ...other }));
      return [{ ...one, severity: said.severity ?? one.severity, edits }];
    });
    const before: Onboarding = { ...first, lastCheck: { ...lastCheck, findings } };
    const after = await look(before, NOW + MINUTE, now);
    return after.lastCheck?.findings?.filter((one) => one.code === code).length;
  }

  it.each<[string, Changed, number]>([
    ["stays if its edit is about that MX", { edits: [atMx] }, 1],
    ["stays if one of its edits is about that MX", { edits: [{ ...atMx, type: "TXT" }, atMx] }, 1],
    ["goes if it is about another type", { edits: [{ ...atMx, type: "TXT" }] }, 0],
    ["goes if it is about another name", { edits: [{ ...atMx, name: `other.${D}` }] }, 0],
    ["goes if it has no edit", { edits: [] }, 0],
    ["goes if it is only a warning", { edits: [atMx], severity: "warning" }, 0],
  ])("%s", async (_, said, times) => {
    expect(await timesAfter(said, new Map([...PUBLISHED, [mx, "unknown"]]))).toBe(times);
  });

  it("is not repeated if this check finds it again, among others", async () => {
    const dmarc = `_dmarc.${D}`;
    const now: Holding = new Map<string, readonly string[] | "unknown">([
      [mx, feedback],
      [`TXT ${dmarc}`, "unknown"],
    ]);
    expect(await timesAfter({ edits: [{ type: "TXT", name: dmarc }] }, now)).toBe(1);
  });
});

it("reports the error of SES only once it has lasted an hour since the records became right", async () => {
  const status = { verification: "PENDING", dkim: "PENDING", errorType: "HOST_NOT_FOUND" } as const;
  const unseen = async (readAt: number) => {
    const ses = { reads: 1, status, readAt, dkimRightSince: NOW };
    const after = await look(issuedOf({ records: RECORDS, ses }), readAt, PUBLISHED);
    return after.lastCheck?.findings?.find(({ code }) => code === "DKIM_UNSEEN_BY_SES")?.seen;
  };
  expect(await unseen(NOW + 59 * MINUTE)).toBeUndefined();
  expect(await unseen(NOW + 60 * MINUTE)).toEqual(["HOST_NOT_FOUND"]);
});

it("says with each check whether the optional DMARC record is of use", async () => {
  const dmarc = `TXT _dmarc.${D}`;
  const answers = [[], ["v=DMARC1; p=none"], ["v=DMARC1; p=reject"], "unknown"] as const;
  const seen = await Promise.all(
    answers.map(async (answer) => {
      const after = await look(issuedOf({ records: RECORDS }), NOW, new Map([...PUBLISHED, [dmarc, answer]]));
      return after.advised?.state;
    }),
  );
  expect(seen).toEqual(["offered", "right", "not-needed", "not-known"]);
});

it("remembers of the MX and the TXT record at one name separately when each was right", async () => {
  const { type, name } = RECORDS[4] ?? {};
  const allButSpf = new Map([...PUBLISHED].filter(([key]) => key !== `${type} ${name}`));
  const partly = await look(issuedOf({ records: RECORDS }), NOW, allButSpf);
  const gone = await look(partly, NOW + MINUTE, NOTHING);
  expect(gone.lastCheck?.records.map(({ rightAt }) => rightAt)).toEqual([NOW, NOW, NOW, NOW, undefined]);
});

it("keeps until when resolvers hold the old answer, of these records alone", async () => {
  const answer = { kind: "absent", nxdomain: true, negativeTtl: 300 } as const;
  const open = () => {
    const session = memorySession(D, [PUBLISHED]);
    const ask: typeof session.ask = async (questions) =>
      (await session.ask(questions)).map((one) =>
        one.name === RECORDS[0]?.name
          ? { ...one, recursive: [{ server: "192.0.2.9", address: "192.0.2.9", answer }] }
          : one,
      );
    return { ...session, ask };
  };
  const { lastCheck } = await checkRecords(issuedOf({ records: RECORDS }), { now: NOW, resolver: { open } });
  const [first, ...others] = lastCheck.records;
  expect(first).toMatchObject({ propagation: "cached-elsewhere", cachedUntil: NOW + 5 * MINUTE });
  expect(others.filter((one) => "cachedUntil" in one)).toEqual([]);
});
