import { expect, it } from "vitest";
import { octoDns } from "#core/instructions/files/octo-dns";
import { publishableCards, type RecordCard } from "#core/instructions/record-card";
import { advisedRecordOf } from "#core/records/advised-record";
import type { RequiredRecord } from "#core/records/required-records";
import { BEGUN_AT, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";

const ZONE = "oxfordstones.example";
const [DKIM = expect.fail()] = RECORDS;

function cardOf(said: Partial<RequiredRecord> & Partial<Pick<RecordCard, "host" | "zone">> = {}): RecordCard {
  const { host = "email", zone = ZONE, ...record } = said;
  const [card = expect.fail()] = publishableCards(onboardingOf({ records: [{ ...DKIM, ...record }] }));
  return { ...card, host, zone };
}

function optionalCard(): RecordCard {
  const record = advisedRecordOf(ZONE, "dmarc@platform.example");
  const advised = { at: BEGUN_AT, state: "offered", record } as const;
  return publishableCards(onboardingOf({ records: [], advised }))[0] ?? expect.fail();
}

function linesOf(...cards: RecordCard[]): string[] {
  return octoDns(cards).trimEnd().split("\n");
}

it.each([
  ["a CNAME as a name with its final dot", { type: "CNAME", value: "a.example" }, '"a.example."'],
  [
    "every semicolon of a TXT escaped",
    { type: "TXT", value: "v=DMARC1; p=none;" },
    '"v=DMARC1\\\\; p=none\\\\;"',
  ],
  [
    "an MX with its priority",
    { type: "MX", value: "a.example", priority: 20 },
    '{"exchange":"a.example.","preference":20}',
  ],
  [
    "an MX without one with 10",
    { type: "MX", value: "a.example" },
    '{"exchange":"a.example.","preference":10}',
  ],
] as const)("writes %s", (_, said, value) => {
  expect(linesOf(cardOf(said))).toEqual([
    ...["---", `# ${ZONE}.yaml`, '"email":'],
    `  - {"ttl":3600,"type":"${said.type}","value":${value}}`,
  ]);
});

it("lists records of one name below it, in their order", () => {
  const lines = linesOf(cardOf({ value: "b.example" }), cardOf({ value: "a.example" }));
  expect(lines.filter((line) => line.startsWith('"'))).toEqual(['"email":']);
  expect(lines.slice(3).map((line) => line.match(/[ab]\.example/)?.[0])).toEqual(["b.example", "a.example"]);
});

it("writes a document for each zone, the apex as the empty name", () => {
  const lines = linesOf(cardOf({ host: "@" }), cardOf({ zone: "b.example" }), cardOf({ host: "a" }));
  expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
    ...["---", `# ${ZONE}.yaml`, '"":', '"a":'],
    ...["---", "# b.example.yaml", '"email":'],
  ]);
});

it("marks a name as optional that has an optional record, alone or with others, and no other name", () => {
  const named = (...cards: RecordCard[]) => linesOf(...cards).filter((line) => /^["#] ?[^.]+$/.test(line));
  expect(named(optionalCard())).toEqual(["# optional", '"_dmarc":']);
  expect(named(cardOf({ host: "_dmarc" }), optionalCard())).toEqual(["# optional", '"_dmarc":']);
  expect(named(cardOf(), optionalCard())).toEqual(["# optional", '"_dmarc":', '"email":']);
  expect(named(cardOf())).toEqual(['"email":']);
});

it.each([
  [
    ["b10", "b9"],
    ["b9", "b10"],
  ],
  [
    ["a", "10a"],
    ["10a", "a"],
  ],
  [
    ["b1c2", "b1c10", "b1b3"],
    ["b1b3", "b1c2", "b1c10"],
  ],
  [
    ["ab", "a"],
    ["a", "ab"],
  ],
  [
    ["a1", "a"],
    ["a", "a1"],
  ],
  [
    ["x18446744073709551617", "x18446744073709551616"],
    ["x18446744073709551616", "x18446744073709551617"],
  ],
])("sorts the names %j as %j", (given, sorted) => {
  const lines = linesOf(...given.map((host) => cardOf({ host })));
  expect(lines.filter((line) => line.startsWith('"'))).toEqual(sorted.map((name) => `"${name}":`));
});
