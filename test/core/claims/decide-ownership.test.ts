import { expect, it } from "vitest";
import { type ClaimEntry, reserve } from "#core/claims/claims";
import { decideOwnership, needsCheck } from "#core/claims/decide-ownership";

/** Makes this many onboardings of other owners that reserved the same name. */
function rivals(count: number): ClaimEntry[] {
  return Array.from({ length: count }, (_, at) => at).flatMap((at) =>
    reserve([], `onb_${at}`, `owner${at}`, ["d.example"]),
  );
}

it("asks up to thirty rivals to prove control, and leaves more of them to an operator", () => {
  const decide = (count: number) =>
    decideOwnership({ entries: rivals(count), released: [] }, "oxford", ["d.example"]).kind;
  expect([decide(0), decide(1), decide(30), decide(31)]).toEqual(["free", "prove", "prove", "needs-check"]);
});

it.each([
  ["contested names of somebody unknown", "contested", ["onb_1"], true, true],
  ["contested names of a known requester", "contested", ["onb_1"], false, false],
  [
    "names that another owner had, asked by somebody unknown: nobody else has to prove anything",
    "held-before",
    [],
    true,
    false,
  ],
] as const)("an operator checks %s", (_, because, rivals, isHeld, needs) => {
  expect(needsCheck({ kind: "prove", because, rivals }, isHeld)).toBe(needs);
});
