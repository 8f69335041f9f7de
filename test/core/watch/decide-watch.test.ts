import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { decideWatch, recordKey, type SeenRecord } from "#core/watch/decide-watch";
import { nextWatchCheckAt, type WatchedRecord } from "#core/watch/watched-domain";
import { BEGUN_AT as NOW, RECORDS } from "../../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../../support/stages.ts";

const IDENTITY = issuedOf().identity;
const NAME_SERVERS = ["ns1.example", "ns2.example"];
const RIGHT: SeenRecord = {
  observation: { kind: "right", nameServers: NAME_SERVERS },
  nameServers: NAME_SERVERS,
};
const UNKNOWN: SeenRecord = { observation: { kind: "unknown" }, nameServers: [] };
const BAD: SeenRecord = { observation: { kind: "bad", servers: ["ns2.example"] }, nameServers: NAME_SERVERS };
const MOVED: SeenRecord = { ...BAD, nameServers: ["NS1.other.example.", "ns2.other.example"] };

/** A record that has been bad for so long that one more bad check makes it lost. */
const NEARLY_LOST = {
  bad: { since: NOW - WATCH.lostAfter.ms, checks: WATCH.lostAfter.checks - 1, servers: ["ns1.example"] },
};

/** Decides about a watched domain; the test gives the observation of its first record. */
function decide(
  first: Partial<WatchedRecord> = {},
  seen: SeenRecord = RIGHT,
  said: Partial<Onboarding> = {},
) {
  const records = RECORDS.map(({ name, type }, index): WatchedRecord => {
    const record = { name, type, rightAt: NOW - 1, nameServers: NAME_SERVERS };
    return index === 0 ? { ...record, ...first } : record;
  });
  return decideWatch(
    {
      watched: { identity: IDENTITY, version: 1, onboardingId: ID, records, knownAt: NOW, queue: "watched" },
      onboarding: issuedOf({ status: "ready", ...said }),
      seen: new Map(RECORDS.map((record, index) => [recordKey(record), index === 0 ? seen : RIGHT])),
    },
    NOW,
  );
}

const OPEN = { since: NOW - 1, ses: [], records: [] };

it.each<[string, Parameters<typeof decide>, ReturnType<typeof decide>["kind"]]>([
  ["all right", [], "healthy"],
  ["right again after bad checks", [NEARLY_LOST, RIGHT], "healthy"],
  ["no answer", [{}, UNKNOWN], "recheck-soon"],
  ["no answer after bad checks", [NEARLY_LOST, UNKNOWN], "recheck-soon"],
  ["bad for the first time", [{}, BAD], "recheck-soon"],
  ["bad often, but not for hours", [{ bad: { ...NEARLY_LOST.bad, since: NOW - 1 } }, BAD], "recheck-soon"],
  ["bad for hours, but seen rarely", [{ bad: { ...NEARLY_LOST.bad, checks: 1 } }, BAD], "recheck-soon"],
  ["bad at one server of two", [{ bad: { ...NEARLY_LOST.bad, servers: [] } }, BAD], "recheck-soon"],
  ["bad often, for hours, at both servers", [NEARLY_LOST, BAD], "lost"],
  ["all right, with an open incident", [{}, RIGHT, { incident: OPEN }], "recheck-soon"],
  ["all right, after an incident", [{}, RIGHT, { incident: { ...OPEN, overAt: NOW } }], "healthy"],
  ["in the machine again", [NEARLY_LOST, BAD, { status: "records_issued" }], "stop"],
  ["given back", [{}, RIGHT, { status: "cancelled" }], "stop"],
])("%s", (_, args, kind) => {
  expect(decide(...args).kind).toBe(kind);
});

it("checks a healthy domain about a day later, any other within the hour", () => {
  expect(decide()).toMatchObject({ dueAt: nextWatchCheckAt(IDENTITY, NOW) });
  expect(decide({}, BAD)).toMatchObject({ dueAt: NOW + WATCH.recheckMs });
});

it("names the move of a zone that none of the old name servers serves", () => {
  expect(decide(NEARLY_LOST, MOVED)).toMatchObject({
    kind: "lost",
    moved: { from: NAME_SERVERS, to: ["ns1.other.example", "ns2.other.example"] },
  });
  expect(decide(NEARLY_LOST, BAD)).not.toHaveProperty("moved");
});
