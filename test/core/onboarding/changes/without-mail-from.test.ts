import { describe, expect, it } from "vitest";
import { setupPhase } from "#core/instructions/setup-phase";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { Reader } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { judge, nextSesCall } from "#core/verification/verdict";
import { newWatchedDomain } from "#core/watch/watched-domain";
import { projectPut } from "../../../../functions/configure-project/project-item.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const approved: Partial<Onboarding> = { withoutMailFrom: { at: BEGUN_AT, by: "operator:alice" } };
const ses: Onboarding["ses"] = { reads: 1, status: { verification: "SUCCESS", dkim: "SUCCESS" } };

function looked(dkim: "right" | "missing") {
  return RECORDS.map((record) =>
    seen(record, {
      state: record.purpose === "dkim" ? dkim : "missing",
      propagation: "everywhere",
    }),
  );
}

describe("the verdict", () => {
  it("passes a domain whose DKIM is verified, once an operator has approved it", () => {
    expect(judge(onboardingOf({ ses }), looked("right")).decision).toBe("waiting");
    expect(judge(onboardingOf({ ses, ...approved }), looked("right")).decision).toBe("verified");
  });

  it("still demands the DKIM records, and their verification by SES", () => {
    const pending: Onboarding["ses"] = { reads: 1, status: { verification: "PENDING", dkim: "PENDING" } };
    expect(judge(onboardingOf({ ses, ...approved }), looked("missing")).decision).toBe("waiting");
    expect(judge(onboardingOf({ ses: pending, ...approved }), looked("right")).decision).toBe("waiting");
  });
});

describe("SES", () => {
  const soon = BEGUN_AT + 9 * 60_000;
  const later = BEGUN_AT + 15 * 60_000;

  it("is asked about DKIM while MAIL FROM records are missing, every quarter of an hour until it is verified", () => {
    expect(nextSesCall(onboardingOf(), looked("missing"), later)).toBeUndefined();
    expect(nextSesCall(onboardingOf(), looked("right"), soon)).toBeUndefined();
    expect(nextSesCall(onboardingOf(), looked("right"), later)).toBe("read");
    const verified = onboardingOf({ ses: { ...ses, readAt: BEGUN_AT } });
    expect(nextSesCall(verified, looked("right"), later)).toBeUndefined();
  });
});

it.each<Reader>(["customer", "ticket", "ops"])("names no MAIL FROM domain to %s", (recipient) => {
  const onboarding = onboardingOf({ status: "ready", ...approved });
  const event = openEvent(onboarding, { type: "ready", at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: `x/ready/${recipient}`, recipient };
  const { text } = messageFor({ notice, event, onboarding, setupUrl: "https://setup.example" });
  expect(text).toContain("oxfordstones.example");
  expect(text).not.toContain("email.oxfordstones.example");
  expect(text).not.toContain("five records");
});

it("watches the DKIM records alone, and gives the project no MAIL FROM domain", async () => {
  const onboarding = onboardingOf({ status: "ready", ...approved });
  const { item } = await newWatchedDomain(memoryTable(), onboarding, BEGUN_AT);
  expect(item["records"]).toMatchObject([{ type: "CNAME" }, { type: "CNAME" }, { type: "CNAME" }]);
  const { item: project } = await projectPut(memoryTable(), onboarding, {
    wanted: { rejectsOnMxFailure: false },
    judged: [],
    now: BEGUN_AT,
  });
  expect(project["domains"]).toMatchObject([{ identity: "oxfordstones.example", mailFrom: undefined }]);
});

it("says on the page which records are not needed", () => {
  expect(setupPhase(onboardingOf({ status: "ready", ...approved }))).toBe("readyWithoutMailFrom");
});
