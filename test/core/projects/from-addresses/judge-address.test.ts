import { expect, it } from "vitest";
import { type AddressFacts, judgeAddress } from "#core/projects/from-addresses/judge-address";
import { takenAddress } from "../../../support/from-address-fixture.ts";

const { alignment } = takenAddress("news@stones.example");

function judge(address: string, facts: Partial<AddressFacts>) {
  return judgeAddress({ address }, { isMailFrom: false, receivesMail: "yes", alignment, ...facts });
}

it("does not accept an address whose alignment was not checked, and finds no fault with it either", () => {
  const { isMailFrom, receivesMail } = { isMailFrom: false, receivesMail: "yes" as const };
  const identity = { identity: "stones.example", state: "verified" as const };
  const judgement = judgeAddress({ address: "news@stones.example" }, { isMailFrom, receivesMail, identity });
  expect(judgement).toEqual({ refusals: [], identity: "stones.example" });
});

it("accepts an address at a public suffix only from the owner who has verified it", () => {
  const identity = { identity: "co.uk", state: "verified" as const };
  expect(judge("news@co.uk", { identity })).toMatchObject({ address: "news@co.uk", warnings: [] });
  expect(judge("news@co.uk", {})).toEqual({ refusals: ["not-ownable"] });
});

it.each([
  ["verified", []],
  ["pending", ["verification-pending"]],
  ["lost", ["verification-lost"]],
] as const)("an address of an identity that is %s is refused because of %j", (state, refusals) => {
  const judgement = judge("news@stones.example", { identity: { identity: "stones.example", state } });
  expect("refusals" in judgement ? judgement.refusals : []).toEqual(refusals);
});

it("refuses a text that is not an address, for that reason alone", () => {
  expect(judge("news", {})).toEqual({ refusals: ["not-an-address"] });
});
