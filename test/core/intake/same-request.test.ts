import { describe, expect, it } from "vitest";
import { repetitionFaults } from "#core/intake/same-request";
import { takenAddress } from "../../support/from-address-fixture.ts";
import { D, factsOf, ownOnboarding, requestOf } from "./facts.ts";

const JOINED = { project: "p2", requester: `anna@${D}`, fromAddresses: [`info@${D}`] };
const EXISTING = ownOnboarding({ ticket: "T-1", alsoProjects: [JOINED] });
const { project: PROJECT } = factsOf();

const faultsOf = (fromAddresses: string[], project = PROJECT) =>
  repetitionFaults(EXISTING, { request: requestOf({ fromAddresses }), covered: undefined, project });
const unknown = (...sent: string[]) => [
  { field: "fromAddresses", sent, expected: { key: "fault.addresses-of-ticket", values: {} } },
];

describe("a repeated ticket", () => {
  it("has no faults while its addresses are those of its project", () => {
    expect(faultsOf([`news@${D}`])).toEqual([]);
    expect(faultsOf([`news@${D}`], undefined)).toEqual([]);
  });

  it("does not get the addresses that only another project asked for", () => {
    expect(faultsOf([`news@${D}`, `info@${D}`])).toEqual(unknown(`info@${D}`));
  });

  it("keeps to its own addresses where its project is not registered any more", () => {
    const read = { request: requestOf({ fromAddresses: [`shop@${D}`] }), covered: undefined };
    expect(repetitionFaults(EXISTING, { ...read, project: undefined })).toEqual(unknown(`shop@${D}`));
  });

  it("may name addresses that its project has, and those that were refused or removed", () => {
    const at = 0;
    const project = PROJECT && {
      ...PROJECT,
      fromAddresses: [takenAddress(`a@${D}`)],
      refusedAddresses: [{ address: `b@${D}`, refusals: ["not-verified" as const], at }],
      removedAddresses: [{ address: `c@${D}`, at, by: "operator:x" }],
    };
    expect(faultsOf([`a@${D}`, `b@${D}`, `c@${D}`], project)).toEqual([]);
    expect(faultsOf([`a@${D}`, `d@${D}`], project)).toEqual(unknown(`d@${D}`));
  });
});
