import { expect, it } from "vitest";
import type { StageView } from "../../functions/show-console/api-shapes.ts";
import { timelineOf } from "../../functions/show-console/timeline.ts";

const DAY = Date.UTC(2026, 10, 30);

function stage(minutes: number, awaits: string, codes: readonly string[]): StageView {
  const at = new Date(DAY + minutes * 60_000).toISOString();
  return {
    at,
    status: "confirmed",
    awaits,
    records: [],
    findings: codes.map((code) => ({ code })),
    oneClick: "none",
  };
}

it("says what a check found only where that has changed", () => {
  const stages = [
    stage(1, "customer", ["MX_MISSING", "DMARC_MISSING"]),
    stage(2, "ses", ["DMARC_MISSING", "DMARC_MISSING"]),
    stage(3, "nobody", ["DMARC_MISSING"]),
  ];
  const moments = timelineOf({ onboardingId: "onb_1", events: [], stages }, DAY);
  expect(moments.map(({ title, lines }) => [title, ...lines])).toEqual([
    ["Waits for Amazon SES", "DMARC_MISSING"],
    ["Waits for the customer", "MX_MISSING, DMARC_MISSING"],
  ]);
});

it("says when one click was offered, and that it was pressed", () => {
  const stages = [
    { ...stage(1, "customer", []), oneClick: "offered" },
    { ...stage(2, "customer", []), oneClick: "used" },
    { ...stage(3, "ses", []), oneClick: "used" },
  ];
  const moments = timelineOf({ onboardingId: "onb_1", events: [], stages }, DAY);
  expect(moments.map(({ lines }) => lines)).toEqual([["One click was pressed"], ["One click is offered"]]);
});

it("shows no line for findings that are gone", () => {
  const stages = [stage(1, "customer", ["MX_MISSING"]), stage(2, "ses", [])];
  const moments = timelineOf({ onboardingId: "onb_1", events: [], stages }, DAY);
  expect(moments.map(({ lines }) => lines)).toEqual([["MX_MISSING"]]);
});

it("shows the last first of what happened in one moment", () => {
  const stages = ["customer", "ses", "operator"].map((awaits) => stage(1, awaits, [awaits]));
  const moments = timelineOf({ onboardingId: "onb_1", events: [], stages }, DAY);
  expect(moments.map(({ title }) => title)).toEqual([
    "Waits for an operator",
    "Waits for Amazon SES",
    "Waits for the customer",
  ]);
});

it("names each record on the first check, and then only those that have changed", () => {
  const records = [
    { name: "a.d.example", type: "MX", state: "missing", seen: [] },
    { name: "a.d.example", type: "TXT", state: "right", seen: [] },
    { name: "b.d.example", type: "TXT", state: "unknown", seen: [] },
  ];
  const others = records.slice(1);
  const changed = [{ name: "a.d.example", type: "MX", state: "wrong", seen: ["10 elsewhere.example"] }];
  const stages = [
    { ...stage(1, "customer", []), records },
    { ...stage(2, "customer", []), records: [...others, ...changed] },
    { ...stage(3, "customer", []), records: [...others, ...changed] },
  ];
  const moments = timelineOf({ onboardingId: "onb_1", events: [], stages }, DAY);
  expect(moments.map(({ lines }) => lines)).toEqual([
    ["MX a.d.example: Wrong  10 elsewhere.example"],
    ["MX a.d.example: Missing", "TXT a.d.example: Right", "TXT b.d.example: No answer"],
  ]);
});
