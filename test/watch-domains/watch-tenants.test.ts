import { expect, it, vi } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { type Project, readProject } from "#core/projects/project";
import { readKnownPauses } from "#core/watch/paused-tenants";
import { logger } from "#platform/observability";
import { checkTenants } from "../../functions/examine-deployment/checks/tenants.ts";
import { watchTenants } from "../../functions/watch-domains/watch-tenants.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startWatchWorld } from "./watch-world.ts";

const { project, owner, identity } = onboardingOf();
const PAUSED = { name: "oxford", cause: "The complaint rate is too high." };

/** Starts with a watched domain that a tenant sends with. */
async function start(said = {}) {
  const world = await startWatchWorld();
  const { replaceWith } = await readProject(world.table, project);
  const domains = [{ identity, onboardingId: ID, tenant: "oxford" }];
  await world.table.commit([replaceWith({ project, owner, domains, ...said })]);
  return world;
}

it("notifies operations once of a tenant that SES pauses, with the reason and what to do", async () => {
  const world = await start();
  await world.hours(2);
  world.pausedTenants = [PAUSED];
  await world.hours(30);
  expect(world.told()).toEqual(["sending_paused"]);
  const matter = {
    notice: { noticeId: "n", recipient: "ops" as const },
    event: {
      ...({ onboardingId: ID, version: 1, type: "sending_paused", at: BEGUN_AT, by: "sendworthy" } as const),
      ...{ tries: 0, notices: [] },
    },
    onboarding: await world.read(),
    setupUrl: "",
  };
  const { subject, text } = messageFor(matter);
  expect(subject).toBe(`Mail from ${identity} is paused in Amazon SES`);
  for (const part of ["the tenant oxford", PAUSED.cause, project, `npm run ops -- reinstate ${project}`])
    expect(text).toContain(part);
});

it("notifies again of the next pause", async () => {
  const world = await start();
  for (const pausedTenants of [[PAUSED], [], [PAUSED]]) {
    world.pausedTenants = pausedTenants;
    await world.hours(2);
  }
  expect(world.told()).toEqual(["sending_paused", "sending_paused"]);
});

it("does not notify of a pause by an operator, nor of a tenant of no project", async () => {
  const world = await start({ paused: { at: BEGUN_AT, by: "operator:alice", because: "complaints" } });
  world.pausedTenants = [PAUSED, { name: "stranger" }];
  await world.hours(3);
  expect(world.told()).toEqual([]);
});

it("lets doctor name each paused tenant until it sends again", async () => {
  const world = await start();
  expect(await checkTenants(world.table)).toMatchObject([{ state: "ok" }]);
  world.pausedTenants = [PAUSED, { name: "stranger" }];
  await world.hours(2);
  expect(await checkTenants(world.table)).toMatchObject([
    { state: "problem", said: expect.stringContaining(`oxford is paused`) },
    { state: "problem", said: expect.stringContaining("stranger is paused") },
  ]);
  world.pausedTenants = [];
  await world.hours(2);
  expect(await checkTenants(world.table)).toMatchObject([{ state: "ok" }]);
});

/** Starts with SES's pages of paused tenants; each run has as many free slots as given. */
async function startPages(pages: readonly (readonly string[])[]) {
  const { table, told } = await start();
  const asked: (string | undefined)[] = [];
  const tenants = {
    async paused(nextToken?: string) {
      asked.push(nextToken);
      const index = Number(nextToken ?? 0);
      const found = (pages[index] ?? []).map((name) => ({ name }));
      return { tenants: found, ...(index + 1 < pages.length && { nextToken: String(index + 1) }) };
    },
  };
  const run = async (now: number, free = Number.POSITIVE_INFINITY) => {
    let taken = 0;
    const take = async () => {
      taken += 1;
      return taken > free ? undefined : async () => undefined;
    };
    await watchTenants(now, { table, listing: table, tenants }, { take, turnOf: async () => undefined });
    return (await readKnownPauses(table)).tenants;
  };
  return { asked, run, told };
}

it("reads every page of paused tenants, one call a slot", async () => {
  const { asked, run, told } = await startPages([["a", "b"], [], ["oxford"]]);
  const seenAt = BEGUN_AT;
  expect(await run(BEGUN_AT, 3)).toEqual(["a", "b", "oxford"].map((name) => ({ name, seenAt })));
  expect(asked).toEqual([undefined, "1", "2"]);
  expect(told()).toEqual(["sending_paused"]);
});

it("keeps nothing of a read for which the slots do not suffice, and reads all in the next run", async () => {
  const { asked, run, told } = await startPages([["oxford"], ["a"]]);
  expect(await run(BEGUN_AT, 1)).toEqual([]);
  expect(told()).toEqual([]);
  expect(await run(BEGUN_AT + 1, 2)).toHaveLength(2);
  expect(asked).toEqual([undefined, undefined, "1"]);
  expect(told()).toEqual(["sending_paused"]);
});

it("reads again an hour after it has read, and not before", async () => {
  const { asked, run } = await startPages([["a"]]);
  for (const after of [0, 1, WATCH.passEveryMs - 1]) await run(BEGUN_AT + after);
  expect(asked).toHaveLength(1);
  expect(await run(BEGUN_AT + WATCH.passEveryMs)).toEqual([{ name: "a", seenAt: BEGUN_AT }]);
  expect(asked).toHaveLength(2);
});

/** Another onboarding, which is kept beside the one of the watched domain. */
const OTHER_ID = "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8Y";
const ofTenant = (tenant: string, onboardingId = ID, name: string = identity) => ({
  ...{ identity: name, onboardingId, tenant },
});
const OXFORD = ofTenant("oxford");
const OTHER = ofTenant("cambridge", OTHER_ID, "other.example");
const BY_OPERATOR = { at: BEGUN_AT, by: "operator:alice", because: "complaints" };

/**
 * Starts with the given domains of the project and of another, and with SES pausing the tenant `oxford`.
 * Returns the projects of the notice by the onboarding that has it.
 */
async function pauseOxford({
  own = [OXFORD],
  second = [OTHER],
  ...said
}: {
  readonly own?: (typeof OXFORD)[];
  readonly second?: (typeof OXFORD)[];
  readonly paused?: Project["paused"];
  readonly other?: "ready" | "lost";
}) {
  const world = await start({ domains: own });
  const { replaceWith } = await readProject(world.table, "cambridge-stones");
  const more = said.paused && { paused: said.paused };
  await world.table.commit([replaceWith({ project: "cambridge-stones", owner, domains: second, ...more })]);
  await keep(world.table, onboardingOf({ onboardingId: OTHER_ID, status: said.other ?? "ready" }));
  world.pausedTenants = [PAUSED];
  await world.hours(2);
  const kept = await Promise.all([ID, OTHER_ID].map((id) => readOnboarding(world.table, id)));
  return kept.map(({ pausedTenant }) => pausedTenant?.projects);
}

it.each<[string, Parameters<typeof pauseOxford>[0], (string[] | undefined)[]]>([
  ["names the projects of the tenant and no other", {}, [[project], undefined]],
  [
    "names every project that has a domain of the tenant",
    { second: [OTHER, ofTenant("oxford", OTHER_ID, "third.example")] },
    [undefined, ["cambridge-stones", project]],
  ],
  [
    "is at a domain of the tenant, also after a domain of another",
    { own: [OTHER, OXFORD], second: [] },
    [[project], undefined],
  ],
  [
    "is at a domain that is ready, also after one that is not",
    { own: [ofTenant("oxford", OTHER_ID, "other.example"), OXFORD], second: [], other: "lost" },
    [[project], undefined],
  ],
  [
    "is sent although an operator has paused another project",
    { paused: BY_OPERATOR },
    [[project], undefined],
  ],
  [
    "is not sent if an operator has paused one of the tenant's projects",
    { second: [ofTenant("oxford", OTHER_ID, "other.example")], paused: BY_OPERATOR },
    [undefined, undefined],
  ],
  [
    "is not sent if none of the tenant's domains is ready",
    { own: [ofTenant("oxford", OTHER_ID, "other.example")], second: [], other: "lost" },
    [undefined, undefined],
  ],
])("the notice of a pause %s", async (_, said, expected) => {
  expect(await pauseOxford(said)).toEqual(expected);
});

it("logs a warning for each tenant that SES pauses, also for one of no project", async () => {
  const logged = vi.spyOn(logger, "warn").mockReturnValue();
  const { run } = await startPages([["oxford", "stranger"]]);
  await run(BEGUN_AT);
  expect(logged.mock.calls).toEqual(
    ["oxford", "stranger"].map((tenant) => ["A tenant is paused in SES", { event: "TENANT_PAUSED", tenant }]),
  );
  logged.mockRestore();
});
