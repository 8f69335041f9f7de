import { describe, expect, it } from "vitest";
import { type Act, type AddressLists, withJudged, without } from "#core/projects/from-addresses/address-list";
import { takenAddress } from "../../../support/from-address-fixture.ts";
import { BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";

const ADDRESS = "news@oxfordstones.example";
const OTHER = "shop@oxfordstones.example";
const EMPTY: AddressLists = { fromAddresses: [], refusedAddresses: [], removedAddresses: [] };
const ACT = { at: NOW, by: "operator:arn" };
const REASON = { ...ACT, because: "The policy changes today." };

describe("an accepted address", () => {
  const accepted = (provablyFails: boolean, act: Act) => {
    const alignment = { ...takenAddress(ADDRESS).alignment, provablyFails };
    const judgement = { address: ADDRESS, warnings: [], alignment };
    const added = withJudged(EMPTY, [{ asked: { address: ADDRESS }, judgement }], act);
    return { added, entry: takenAddress(ADDRESS, { isDefault: true, addedBy: ACT.by, alignment }) };
  };

  it.each<[string, boolean, Act, object]>([
    ["an operator's reason if it fails DMARC", true, REASON, { override: REASON }],
    ["no reason if it passes DMARC", false, REASON, {}],
    ["no reason if none was given", true, ACT, {}],
    ["no reason if it passes DMARC and none was given", false, ACT, {}],
  ])("keeps %s", (_, provablyFails, act, said) => {
    const { added, entry } = accepted(provablyFails, act);
    expect(added).toStrictEqual({
      lists: { ...EMPTY, fromAddresses: [{ ...entry, ...said }] },
      outcomes: [{ address: ADDRESS, taken: true }],
    });
  });
});

describe("a removed address", () => {
  const removedBefore = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ address: `a${index}@oxfordstones.example`, ...ACT }));
  const lists = (count: number): AddressLists => ({
    ...EMPTY,
    fromAddresses: [takenAddress(ADDRESS, { isDefault: true }), takenAddress(OTHER)],
    removedAddresses: removedBefore(count),
  });

  it.each([
    [0, 0],
    [19, 0],
    [20, 1],
  ])("is remembered with the latest before it, twenty in all: after %i, %i are dropped", (count, dropped) => {
    expect(without(lists(count), ADDRESS, ACT)).toStrictEqual({
      lists: {
        ...EMPTY,
        fromAddresses: [takenAddress(OTHER, { isDefault: true })],
        removedAddresses: [...removedBefore(count).slice(dropped), { address: ADDRESS, ...ACT }],
      },
    });
  });
});
