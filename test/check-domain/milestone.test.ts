import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { cancel } from "#core/onboarding/changes/signals";
import { changeOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { crashingTable } from "../support/crashing-table.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const { identity, mailFrom, owner, project } = onboardingOf();

/**
 * Starts with a domain whose DKIM records SES finds at the next check; its project is registered unless
 * `isKnown` is false.
 */
async function start(isKnown = true, turns = fakeTurns()) {
  const world = await startChecking({}, 0, turns);
  const { replaceWith } = await readProject(world.table, project);
  const claims = await readClaims(world.table, identity);
  await world.table.commit([
    claims.replaceWith(reserve(claims.entries, ID, owner, [identity, mailFrom])),
    ...(isKnown ? [replaceWith({ project, owner, platform: "ses", requesters: [], domains: [] })] : []),
  ]);
  world.publishAll();
  world.dns.publish({ purpose: "mail-from-mx", name: identity, type: "MX", value: "mail.example", ttl: 300 });
  world.ses.verify(identity);
  return { ...world, project: async () => (await readProject(world.table, project)).current };
}

it("adds the from addresses of the ticket once DKIM is verified, before MAIL FROM is", async () => {
  const world = await start();
  for (const minute of [0, 1, 2]) {
    expect((await world.check(BEGUN_AT + minute * 60_000)).decision).toBe("waiting");
  }
  expect(await world.project()).toMatchObject({
    domains: [],
    fromAddresses: [
      {
        ...{ address: `news@${identity}`, isDefault: true, addedBy: "sendworthy" },
        alignment: { dkimDomain: identity, isDefaultMailFrom: true },
      },
    ],
  });
});

it.each(["before", "after"] as const)("adds them once when the process dies %s a write", async (when) => {
  for (let nth = 1; nth <= 12; nth += 1) {
    const world = await start(true, fakeTurns(1000));
    const crashing = crashingTable(world.table, { nth, when });
    for (const minute of [0, 1, 2, 3]) {
      const look = () => world.check(BEGUN_AT + minute * 60_000, 0, crashing);
      // The state machine retries a state with the time at which it was entered, so its turn at the zone is
      // over.
      await look().catch(look);
    }
    expect((await world.read()).dkimVerifiedAt).toBeDefined();
    expect((await world.project())?.fromAddresses, `commit ${nth}`).toHaveLength(1);
  }
});

it("leaves that to ConfigureProject where the registry does not know the project yet", async () => {
  const world = await start(false);
  for (const minute of [0, 1, 2]) await world.check(BEGUN_AT + minute * 60_000);
  expect((await world.read()).dkimVerifiedAt).toBeDefined();
  expect(await world.project()).toBeUndefined();
});

it("adds no address again that was removed after DKIM was verified", async () => {
  const world = await start();
  for (const minute of [0, 1, 2]) await world.check(BEGUN_AT + minute * 60_000);
  const { current, replaceWith } = await readProject(world.table, project);
  if (current === undefined) throw new Error("The project is not registered");
  await world.table.commit([replaceWith({ ...current, fromAddresses: [] })]);
  for (const minute of [3, 4, 5]) {
    expect((await world.check(BEGUN_AT + minute * 60_000)).decision).toBe("waiting");
  }
  expect((await world.project())?.fromAddresses).toEqual([]);
});

/** Starts where SES said before what `mailFromState` says of MAIL FROM, and that DKIM is verified. */
async function startVerified(mailFromState: "SUCCESS" | "PENDING") {
  const world = await start();
  const status = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: mailFromState } as const;
  const ses = { reads: 1, readAt: BEGUN_AT, status: { ...status, mailFromDomain: mailFrom } };
  await changeOnboarding(world.table, ID, () => ({ set: { ses } }));
  return world;
}

it("leaves them to ConfigureProject where MAIL FROM is verified at the same time", async () => {
  const world = await startVerified("SUCCESS");
  expect((await world.check()).decision).toBe("verified");
  expect((await world.read()).dkimVerifiedAt).toBe(BEGUN_AT);
  expect((await world.project())?.fromAddresses).toEqual([]);
});

it("neither adds nor refuses any where the ticket is cancelled during the check", async () => {
  const world = await startVerified("PENDING");
  world.dns.meanwhile(() => changeOnboarding(world.table, ID, (current) => cancel(current, BEGUN_AT)));
  await world.check();
  const { signals, dkimVerifiedAt } = await world.read();
  expect([signals.cancelledAt, dkimVerifiedAt]).toEqual([BEGUN_AT, undefined]);
  expect(await world.project()).toMatchObject({ fromAddresses: [], refusedAddresses: [] });
});
