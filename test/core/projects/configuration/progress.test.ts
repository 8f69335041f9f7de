import { describe, expect, it } from "vitest";
import { nextStep } from "#core/projects/configuration/next-step";
import { afterStep, begin, isBegun } from "#core/projects/configuration/progress";
import { type ConfigurationStep, markOf } from "#core/projects/configuration/steps";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const TO = "arn:aws:sns:eu-west-1:123456789012:feedback";
const EVENTS = { to: TO, types: ["BOUNCE" as const] };

const WANTED: WantedConfiguration = {
  configurationSet: { name: "stones", create: false, events: EVENTS },
  rejectsOnMxFailure: false,
};
const OTHER: WantedConfiguration = { rejectsOnMxFailure: true };

const READ: ConfigurationStep = { kind: "read-event-destinations", configurationSet: "stones" };
const SES = { reads: 2, slotAt: BEGUN_AT };

describe("a step that was completed", () => {
  const { configuring } = begin(WANTED, onboardingOf());

  it("is recorded in the progress of the same configuration", () => {
    const after = afterStep(onboardingOf({ ses: SES, configuring }), READ, { destinations: [] }, WANTED);
    expect(after.ses).toStrictEqual({ reads: 2 });
    expect(after.configuring).toEqual({
      wanted: JSON.stringify(WANTED),
      done: [markOf(READ)],
      tries: 0,
      events: { stones: { own: "absent", publishesFeedback: false } },
    });
  });

  it.each([
    ["of another configuration", configuring],
    ["where none was begun", undefined],
  ])("only frees its slot %s", (_name, known) => {
    const current = onboardingOf({ ses: SES, ...(known === undefined ? {} : { configuring: known }) });
    expect(isBegun(OTHER, current)).toBe(false);
    const after = afterStep(current, READ, { destinations: [] }, OTHER);
    expect(after).toStrictEqual({ ses: { reads: 2 }, configuring: known });
  });
});

describe("the step after the event destinations were read", () => {
  const USE = { kind: "use-configuration-set", configurationSet: "stones" };

  it.each([
    ["creates the own one if it is absent", "absent", { kind: "create-event-destination", ...EVENTS }],
    ["changes the own one if it is different", "different", { kind: "change-event-destination", ...EVENTS }],
    ["leaves the own one if it is right", "right", USE],
    ["leaves the own one if nothing is known of it", undefined, USE],
  ] as const)("%s", (_name, own, expected) => {
    const events = own === undefined ? {} : { stones: { own, publishesFeedback: false } };
    const configuring = { wanted: JSON.stringify(WANTED), done: [markOf(READ)], tries: 0, events };
    expect(nextStep(WANTED, onboardingOf({ configuring }))).toMatchObject(expected);
  });
});
