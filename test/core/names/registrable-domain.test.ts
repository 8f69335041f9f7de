import { expect, it } from "vitest";
import { registrableDomain } from "#core/names/registrable-domain";

it.each([
  ["oxfordstones.example", "oxfordstones.example"],
  ["a.b.oxfordstones.example", "oxfordstones.example"],
  ["shop.oxford.co.uk", "oxford.co.uk"],
  ["someone.github.io", "someone.github.io"],
  ["x.someone.github.io", "someone.github.io"],
  ["co.uk", undefined],
  ["github.io", undefined],
  ["com", undefined],
])("finds the registrable domain of %s: %s", (name, registrable) => {
  expect(registrableDomain(name)).toBe(registrable);
});
