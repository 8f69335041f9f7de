import { expect, it } from "vitest";
import type { IdentityStatus } from "#core/onboarding/onboarding";
import { waitingOn } from "#core/onboarding/waiting-on";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { startChecking } from "./fixture.ts";

const IDENTITY = "oxfordstones.example";
const SUCCESS = {
  verification: "SUCCESS",
  dkim: "SUCCESS",
  mailFrom: "SUCCESS",
  mailFromDomain: `email.${IDENTITY}`,
} as const satisfies IdentityStatus;

/** Makes an onboarding whose records are right and verified, with DKIM signing switched off. */
async function unsigned(signingOff: IdentityStatus["signingOff"]) {
  const world = await startChecking();
  world.publishAll();
  world.ses.identities.set(IDENTITY, { owner: "oxford", ...SUCCESS, signingOff });
  return world;
}

it("switches signing on where Sendworthy made the identity, and verifies then", async () => {
  const { check, ses, read, events } = await unsigned("made-here");
  for (let now = NOW, decision = ""; decision !== "verified"; now += 3_600_000) {
    expect(now).toBeLessThan(NOW + 5 * 3_600_000);
    ({ decision } = await check(now));
    ses.verify(IDENTITY);
    const { signingOff } = (await read()).ses.status ?? {};
    if (signingOff !== undefined) expect(decision).not.toBe("verified");
  }
  expect(ses.calls.at(-1)).toBe(`enable-signing ${IDENTITY}`);
  expect((await read()).ses.status).not.toHaveProperty("signingOff");
  expect(events()).not.toContain("signing_disabled");
});

it("notifies operations, once, of an identity that was made by hand, and never verifies meanwhile", async () => {
  const { check, ses, read, events, told } = await unsigned("made-by-hand");
  for (let hours = 0; hours < 5; hours += 1)
    expect((await check(NOW + hours * 3_600_000)).decision).not.toBe("verified");
  expect(ses.calls).not.toContain(`enable-signing ${IDENTITY}`);
  expect(events().filter((type) => type === "signing_disabled")).toHaveLength(1);
  expect(told("signing_disabled")).toEqual(["ops"]);
  expect(events()).not.toContain("dkim_verified");
  expect(waitingOn(await read()).party).toBe("operator");
});

it("verifies once an operator has switched signing on", async () => {
  const { check, ses } = await unsigned("made-by-hand");
  for (let hours = 0; hours < 3; hours += 1) await check(NOW + hours * 3_600_000);
  ses.identities.set(IDENTITY, { owner: "oxford", ...SUCCESS });
  expect((await check(NOW + 3 * 3_600_000)).decision).toBe("verified");
});
