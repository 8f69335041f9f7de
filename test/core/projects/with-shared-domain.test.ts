import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { ProjectEntry } from "#core/projects/project";
import { withSharedDomain } from "#core/projects/with-shared-domain";
import { takenAddress } from "../../support/from-address-fixture.ts";
import { BEGUN_AT as NOW, onboardingOf } from "../../support/onboarding-fixture.ts";

const { identity, mailFrom, onboardingId } = onboardingOf();
const OTHER = {
  ...{ identity: "pebbles.example", mailFrom: "email.pebbles.example", onboardingId: "onb_other" },
  configurationSet: "pebbles",
};
const PROJECT: ProjectEntry = { project: "oxford-stones", owner: "oxford", domains: [OTHER] };
const { alignment } = takenAddress("news@oxfordstones.example");

function shared(project: ProjectEntry, said: Partial<Onboarding> = {}): ProjectEntry {
  const judgement = { address: "news@oxfordstones.example", warnings: [], alignment };
  const judged = [{ asked: { address: "news@oxfordstones.example" }, judgement }];
  return withSharedDomain(project, onboardingOf(said), judged, { at: NOW, by: "support" });
}

const LISTS = {
  fromAddresses: [takenAddress("news@oxfordstones.example", { isDefault: true, addedBy: "support" })],
  refusedAddresses: [],
  removedAddresses: [],
};

it("a project gets the shared domain beside its own, which stay as they were", () => {
  expect(shared(PROJECT)).toStrictEqual({
    ...PROJECT,
    ...LISTS,
    domains: [OTHER, { identity, mailFrom, onboardingId }],
  });
});

it("a domain that the project knows keeps its configuration, with the present MAIL FROM domain", () => {
  const known = { identity, mailFrom: "old.oxfordstones.example", onboardingId: "onb_old", tenant: "stones" };
  expect(shared({ ...PROJECT, domains: [OTHER, known] }).domains).toStrictEqual([
    OTHER,
    { identity, mailFrom, onboardingId, tenant: "stones" },
  ]);
});

it("a domain that is ready without its MAIL FROM domain is named without it", () => {
  const known = { identity, mailFrom, onboardingId };
  const withoutMailFrom = { at: NOW, by: "operator:arn" };
  expect(shared({ ...PROJECT, domains: [known] }, { withoutMailFrom }).domains).toStrictEqual([
    { identity, onboardingId },
  ]);
});
