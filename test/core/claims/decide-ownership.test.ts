import { expect, it } from "vitest";
import { type ClaimEntry, reserve } from "#core/claims/claims";
import { decideOwnership } from "#core/claims/decide-ownership";

/** So many onboardings of other owners that reserved the same name. */
function rivals(count: number): ClaimEntry[] {
  return Array.from({ length: count }, (_, at) => at).flatMap((at) =>
    reserve([], `onb_${at}`, `owner${at}`, ["d.example"]),
  );
}

it("has thirty rivals prove control, and leaves more of them to an operator", () => {
  const decide = (count: number) =>
    decideOwnership({ entries: rivals(count), released: [] }, "oxford", ["d.example"]).kind;
  expect([decide(0), decide(1), decide(30), decide(31)]).toEqual(["free", "prove", "prove", "needs-check"]);
});
