import fc from "fast-check";
import { expect, it } from "vitest";
import { conflictsOf } from "#core/claims/claims";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import { readProject } from "#core/projects/project";
import { controllerOf, createWorld, ROOT, type World } from "./world.ts";

const OWNERS = ["alpha", "beta", "gamma"] as const;
const NAMES = [ROOT, `shop.${ROOT}`, `uk.shop.${ROOT}`, `news.${ROOT}`] as const;
const PREFIXES = ["email", "shop", "bounce"] as const;
const ENOUGH_STEPS = 60;

const owner = fc.constantFrom(...OWNERS);
const which = fc.nat(20);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant("request"),
      owner,
      fc.constantFrom(...NAMES),
      fc.constantFrom(...PREFIXES),
    ),
  },
  { weight: 10, arbitrary: fc.tuple(fc.constant("step"), which) },
  { weight: 4, arbitrary: fc.tuple(fc.constant("at-once"), which, which) },
  { weight: 4, arbitrary: fc.tuple(fc.constant("publish"), owner) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("ses")) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("withdraw"), owner) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cancel"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("amend"), which, fc.constantFrom(...PREFIXES)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("lose"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("sleep"), fc.constantFrom(2, 31, 46)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("release")) },
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

async function act(world: World, said: Command): Promise<void> {
  const all = world.onboardings();
  const at = (index: number) => all[index % Math.max(1, all.length)]?.onboardingId ?? "";
  const on = async (index: number, work: (id: string) => Promise<unknown>) => {
    if (all.length > 0) await work(at(index));
  };
  switch (said[0]) {
    case "request":
      await world.request(said[1], said[2], `${said[3]}.${said[2]}`);
      break;
    case "step":
      return on(said[1], world.step);
    case "at-once":
      if (at(said[1]) === at(said[2])) return on(said[1], world.step);
      await Promise.all([on(said[1], world.step), on(said[2], world.step)]);
      break;
    case "publish":
      return world.publish(said[1]);
    case "ses":
      return world.lookBySes();
    case "withdraw":
      return world.withdraw(said[1]);
    case "cancel":
      return on(said[1], world.cancel);
    case "amend":
      return on(said[1], (id) => world.amend(id, `${said[2]}.${all[said[1] % all.length]?.identity}`));
    case "lose":
      return on(said[1], world.lose);
    case "sleep":
      return world.sleep(said[1]);
    case "release":
      await world.release();
  }
}

/** Checks what must be true at any time, after any actions in any order. */
async function examine(world: World): Promise<void> {
  const claims = await world.claims();
  const byId = new Map(world.onboardings().map((one) => [one.onboardingId, one]));
  for (const claim of claims) {
    const holder = byId.get(claim.onboardingId);
    // A claim belongs to an onboarding that is in progress or ready.
    expect(holder?.status === undefined || ["expired", "cancelled"].includes(holder.status)).toBe(false);
    // A proved claim belongs to the owner who controls the name.
    if (claim.state === "proved" && claim.name === holder?.identity)
      expect(controllerOf(claim.name)).toBe(claim.owner);
    for (const rival of conflictsOf(claims, claim.owner, [claim.name])) {
      // If two owners' names overlap, neither is proved, and both owners must prove control.
      expect([claim.state, rival.state]).toEqual(["reserved", "reserved"]);
      for (const id of [claim.onboardingId, rival.onboardingId])
        expect(byId.get(id)?.ownership).toMatchObject({ token: expect.any(String) });
    }
  }
  for (const one of byId.values()) {
    const isControlled = controllerOf(one.identity) === one.owner;
    const isDone = ["verified", "configured", "ready"].includes(one.status);
    if (isDone || one.dkimVerifiedAt !== undefined) expect(isControlled).toBe(true);
    // Only the owner of a ready onboarding has its identity.
    if (isDone) expect(world.ses.identities.get(one.identity)?.owner).toBe(one.owner);
    const isUnderWay = !FINAL_STATUSES.includes(one.status);
    if (isUnderWay) expect(claims.map(({ onboardingId }) => onboardingId)).toContain(one.onboardingId);
  }
  for (const project of OWNERS) {
    const { current } = await readProject(world.table, project);
    for (const { identity } of current?.domains ?? []) expect(controllerOf(identity)).toBe(project);
  }
  const tokens = [...byId.values()].flatMap(({ ownership }) => ownership?.token ?? []);
  expect(new Set(tokens).size).toBe(tokens.length);
}

/**
 * A requester who controls a name gets it eventually, unless another owner has proved control of a part of it
 * or of the whole.
 */
async function succeed(world: World, identity: string, chances = 3): Promise<void> {
  const controller = controllerOf(identity);
  const mailFrom = `bounce.${identity}`;
  const outcome = await world.request(controller, identity, mailFrom);
  if (outcome.kind === "covered") return;
  if (outcome.kind !== "taken") {
    const conflicts = conflictsOf(await world.claims(), controller, [identity, mailFrom]);
    expect(conflicts.map(({ state }) => state)).toContain("proved");
    return;
  }
  const { onboardingId } = outcome.onboarding;
  // An onboarding in progress for the same name continues, perhaps with a MAIL FROM domain that they cannot
  // set up.
  await world.amend(onboardingId, mailFrom);
  for (let steps = 0; steps < ENOUGH_STEPS && world.isRunning(onboardingId); steps += 1) {
    await world.step(onboardingId);
    world.publish(controller);
    await world.lookBySes();
    await examine(world);
  }
  const ended = world.onboardings().find((one) => one.onboardingId === onboardingId);
  // The onboarding in progress may have been about to end.
  const isAgain = chances > 1 && (ended?.status === "expired" || ended?.status === "cancelled");
  return isAgain ? succeed(world, identity, chances - 1) : expect(ended?.status).toBe("ready");
}

it("gives no owner a name without control of it, and lets no other requester block the owner", async () => {
  const numRuns = Number(process.env["OWNERSHIP_RUNS"] ?? 150);
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 5, maxLength: 60 }),
      fc.constantFrom(...NAMES),
      async (commands, name) => {
        const world = createWorld();
        for (const one of commands) {
          await act(world, one);
          await examine(world);
        }
        await succeed(world, name);
      },
    ),
    {
      numRuns,
      ...(process.env["FUZZ_SEED"] === undefined ? {} : { seed: Number(process.env["FUZZ_SEED"]) }),
    },
  );
}, 600_000);
