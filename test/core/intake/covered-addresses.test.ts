import { expect, it } from "vitest";
import { coveredAddresses } from "#core/intake/covered-addresses";
import { takenAddress } from "../../support/from-address-fixture.ts";
import { BEGUN_AT } from "../../support/onboarding-fixture.ts";
import { D, OWNER } from "./facts.ts";

const NOT_VERIFIED = { address: `info@${D}`, refusals: ["not-verified" as const], at: BEGUN_AT };
const NO_ADDRESS = { address: "the newsletter", refusals: ["not-an-address" as const], at: BEGUN_AT };
const PROJECT = {
  ...{ project: "shop", owner: OWNER },
  fromAddresses: [takenAddress(`news@${D}`), takenAddress(`shop@${D}`)],
  refusedAddresses: [NOT_VERIFIED, NO_ADDRESS],
};

it("finds the addresses of the ticket among those that its project accepted or refused", () => {
  expect(coveredAddresses(PROJECT, { fromAddresses: [`news@${D}`, `info@${D}`] })).toEqual({
    taken: [`news@${D}`],
    refused: [NOT_VERIFIED],
  });
});

it("finds an address whose domain is written in capitals, and text that is no address", () => {
  const fromAddresses = [`shop@${D.toUpperCase()}`, "the newsletter"];
  expect(coveredAddresses(PROJECT, { fromAddresses })).toEqual({
    taken: [`shop@${D}`],
    refused: [NO_ADDRESS],
  });
});

it("finds nothing in a project without addresses", () => {
  const project = { project: "shop", owner: OWNER };
  expect(coveredAddresses(project, { fromAddresses: [`news@${D}`] })).toEqual({ taken: [], refused: [] });
});
