import { expect, it } from "vitest";
import { signingZoneOf } from "#core/records/signing-zone";
import { outcomeOf } from "../../infra/diagnose/outcome.ts";
import { paintFor, wrapped } from "../../infra/diagnose/paint.ts";
import type { Report } from "../../infra/diagnose/report.ts";
import { tableOf } from "../../infra/diagnose/table.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");

const row: Report["records"][number] = {
  purpose: "dkim",
  name: "t1._domainkey.oxfordstones.example",
  type: "CNAME",
  expected: ["t1.dkim.amazonses.com"],
  seen: ["t1.dkim.amazonses.com"],
  state: "right",
  propagation: "cached-elsewhere",
  cachedUntil: "2026-11-23T09:40:00.000Z",
  zone: "oxfordstones.example",
  hostInZone: "t1._domainkey",
  nameServers: ["ns1.oxfordstones.example"],
  dnsHost: "Cloudflare",
  unanswered: [],
};

const report: Report = {
  version: "1.1",
  domain: "oxfordstones.example",
  mailFrom: null,
  records: [row],
  findings: [],
  nextLook: row.cachedUntil,
  queries: 3,
  elapsedMs: 42,
};

it("says until when resolvers hold an old answer, on the clock and in words", () => {
  const paint = paintFor({ isTTY: false }, {});
  expect(tableOf(report, { paint, width: 80, now: NOW, evidence: false }).split("\n")).toEqual([
    "oxfordstones.example: all records are right",
    "",
    "STATE  TYPE   NAME                                FOR   DNS HOST    SEEN",
    "right  CNAME  t1._domainkey.oxfordstones.example  DKIM  Cloudflare  at the name servers; everywhere by 09:40 UTC (in 40 minutes)",
    "",
    "Next check at 09:40 UTC (in 40 minutes). 3 queries in 42 ms.",
  ]);
});

it.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: true }, { NO_COLOR: "1" }, false],
  [{ isTTY: true }, { TERM: "dumb" }, false],
  [{ isTTY: false }, {}, false],
])("colours %j with %j: %s", (stream, env, expected) => {
  expect(paintFor(stream, env)("red", "x") !== "x").toBe(expected);
});

it("breaks text at spaces alone", () => {
  expect(wrapped("one two three-four five", 9)).toEqual(["one two", "three-four", "five"]);
});

it("counts a harmful finding as a fault although all records are right, and a fault before an unknown record", () => {
  const urgent = {
    code: "X",
    severity: "urgent",
    record: null,
    seen: [],
    expected: [],
    records: [],
    actor: "dns-administrator",
    edits: [],
    otherwise: null,
    after: null,
    fix: "",
    evidence: [],
  } as const;
  const unknown = { ...row, state: "unknown" } as const;
  const missing = { ...row, state: "missing" } as const;
  expect(outcomeOf(report)).toBe("right");
  expect(
    outcomeOf({
      ...report,
      findings: [{ ...urgent, seen: [], expected: [], records: [], edits: [], evidence: [] }],
    }),
  ).toBe("blocked");
  expect(outcomeOf({ ...report, records: [row, unknown] })).toBe("unknown");
  expect(outcomeOf({ ...report, records: [missing, unknown] })).toBe("blocked");
});

it("knows the Regions with a DKIM zone of their own", () => {
  expect(signingZoneOf("eu-west-1")).toBe("dkim.amazonses.com");
  expect(signingZoneOf("eu-south-1")).toBe("dkim.eu-south-1.amazonses.com");
});
