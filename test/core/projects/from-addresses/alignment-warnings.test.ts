import { expect, it } from "vitest";
import { rejudgeAddress } from "#core/projects/from-addresses/judge-address";
import { takenAddress } from "../../../support/from-address-fixture.ts";

type Aligned = "yes" | "no";

/** Returns the warnings of an address with this DKIM and SPF alignment under RFC 7489 and RFC 9989. */
function warnings(dkim: readonly [Aligned, Aligned], spf: readonly [Aligned, Aligned]): readonly string[] {
  const taken = takenAddress("news@stones.example");
  const view = (index: 0 | 1) => ({ ...taken.alignment.rfc7489, dkim: dkim[index], spf: spf[index] });
  return rejudgeAddress(taken, { ...taken.alignment, rfc7489: view(0), rfc9989: view(1) }).warnings;
}

const BOTH = ["yes", "yes"] as const;
const NEITHER = ["no", "no"] as const;

it.each([
  ["both by both rules", BOTH, BOTH, []],
  ["neither", NEITHER, NEITHER, []],
  ["DKIM by both rules and SPF by none", BOTH, NEITHER, ["dkim-alone"]],
  ["SPF by both rules and DKIM by none", NEITHER, BOTH, ["spf-alone"]],
  ["DKIM by both rules and SPF by the older one alone", BOTH, ["yes", "no"] as const, ["dkim-alone"]],
  ["DKIM by both rules and SPF by the newer one alone", BOTH, ["no", "yes"] as const, ["dkim-alone"]],
  ["SPF by both rules and DKIM by one alone", ["no", "yes"] as const, BOTH, ["spf-alone"]],
  ["each by one rule alone", ["yes", "no"] as const, ["no", "yes"] as const, []],
])("warns of what rests on one of the two alone: %s", (_name, dkim, spf, expected) => {
  expect(warnings(dkim, spf)).toEqual(expected);
});
