import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
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
