import fc from "fast-check";
import { expect, it } from "vitest";
import { onboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readProject } from "#core/projects/project";
import { createWorld, ROOT, type World } from "./world.ts";

const OWNERS = ["alpha", "beta"] as const;
const PROJECTS = ["one", "two", "three"] as const;
const NAMES = [ROOT, `shop.${ROOT}`, `news.${ROOT}`] as const;
const PREFIXES = ["email", "post", undefined] as const;
const STRANGER = "stranger@else.example";

/** Events that request another MAIL FROM domain, or none. */
const ASKED = ["amended", "approved_without_mail_from", "domain_released"];

const owner = fc.constantFrom(...OWNERS);
const project = fc.constantFrom(...PROJECTS);
const name = fc.constantFrom(...NAMES);
const which = fc.nat(20);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(
      fc.constant("request"),
      ...([owner, project, name, fc.constantFrom(...PREFIXES), fc.boolean()] as const),
    ),
  },
  { weight: 14, arbitrary: fc.tuple(fc.constant("work"), which) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("at-once"), which, which) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("approve"), which, fc.boolean()) },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant("amend"),
      ...([which, fc.constantFrom("email", "post", "x"), fc.boolean()] as const),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant("without-mail-from"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cancel"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("give-back"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("fail"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("lose"), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("sleep"), fc.constantFrom(2, 31, 46)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("release")) },
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Runs one step of a state machine, with customer and SES doing their part. */
async function work(world: World, onboardingId: string): Promise<void> {
  await world.step(onboardingId);
  for (const one of OWNERS) world.publish(one);
  await world.lookBySes();
}

async function act(world: World, said: Command): Promise<void> {
  const all = world.onboardings();
  const at = (index: number): Onboarding | undefined => all[index % Math.max(1, all.length)];
  if (said[0] === "request") {
    const [, by, of, identity, prefix, isKnown] = said;
    const mailFrom = prefix === undefined ? undefined : `${prefix}.${identity}`;
    const asking = { project: `${by}-${of}`, ...(isKnown ? {} : { requester: STRANGER }) };
    await world.request(by, identity, mailFrom, asking);
    return;
  }
  if (said[0] === "sleep") return world.sleep(said[1]);
  if (said[0] === "release") return void (await world.release());
  const one = at(said[1]);
  if (one === undefined) return;
  const { onboardingId: id, identity } = one;
  switch (said[0]) {
    case "work":
      return work(world, id);
    case "at-once":
      await Promise.all([
        world.step(id),
        ...(at(said[2]) === one ? [] : [world.step(at(said[2])?.onboardingId ?? id)]),
      ]);
      break;
    case "approve":
      return world.operate(id, "approve", { what: "request", acceptChanges: said[2] });
    case "amend":
      if (said[3]) world.publishMailFrom(one, `${said[2]}.${identity}`);
      return world.operate(id, "amend", { mailFrom: `${said[2]}.${identity}`, acceptChanges: said[3] });
    case "without-mail-from":
      return world.operate(id, "approve", { what: "without-mail-from" });
    case "cancel":
      return void (await world.cancel(id));
    case "give-back":
      return world.operate(id, "release", { yes: true });
    case "fail":
      return void (await world.fail(id));
    case "lose":
      return world.lose(id);
  }
}

/** Returns the onboardings that set an identity up or have it: neither held nor ended, nor about to end. */
function living(world: World): Onboarding[] {
  return world.onboardings().filter(({ status, signals, closedBecause }) => {
    if (status === "ready") return true;
    const isEnding =
      signals.cancelledAt !== undefined || (status !== "failed" && closedBecause !== undefined);
    return !isEnding && !["held", "expired", "cancelled"].includes(status);
  });
}

async function domainsOf(world: World) {
  const names = OWNERS.flatMap((by) => PROJECTS.map((of) => `${by}-${of}`));
  const read = await Promise.all(names.map((one) => readProject(world.table, one)));
  return read.flatMap(({ current }) =>
    (current?.domains ?? []).map((domain) => ({ ...domain, project: current?.project })),
  );
}

/** Returns the MAIL FROM domain of each ready domain, by project and identity. */
async function readySettings(world: World): Promise<Map<string, string | undefined>> {
  const ready = new Set(
    world.onboardings().flatMap((one) => (one.status === "ready" ? [one.onboardingId] : [])),
  );
  const domains = (await domainsOf(world)).filter(({ onboardingId }) => ready.has(onboardingId));
  return new Map(domains.map(({ project: of, identity, mailFrom }) => [`${of} ${identity}`, mailFrom]));
}

function askedFor(world: World): number {
  const events = world.table.items().filter(({ sk }) => sk.startsWith("event#"));
  return events.filter((item) => ASKED.includes(onboardingEvent.parse(item).type)).length;
}

/** Checks what must be true at any time, after any actions in any order. */
async function examine(world: World): Promise<void> {
  const seen = new Map<string, string>();
  for (const { owner: by, identity, mailFrom, onboardingId } of living(world)) {
    const key = `${by} ${identity}`;
    expect(seen.get(key) ?? `${mailFrom} ${onboardingId}`).toBe(`${mailFrom} ${onboardingId}`);
    seen.set(key, `${mailFrom} ${onboardingId}`);
  }
  for (const { status, identity, mailFrom, withoutMailFrom } of world.onboardings())
    if (status === "ready" && withoutMailFrom === undefined)
      expect(world.ses.identities.get(identity)?.mailFromDomain).toBe(mailFrom);
}

/** As many rounds as the longest way from one status to the next takes. */
const IDLE_ROUNDS = 12;

/** Runs everybody's part until no machine moves any more; then table and SES must agree. */
async function settle(world: World): Promise<void> {
  const statuses = (): string =>
    world
      .onboardings()
      .map(({ status }) => status)
      .join();
  let [before, unchanged] = [statuses(), 0];
  while (unchanged < IDLE_ROUNDS) {
    const running = world.onboardings().filter(({ onboardingId }) => world.isRunning(onboardingId));
    for (const { onboardingId } of running) await work(world, onboardingId);
    unchanged = running.length === 0 ? IDLE_ROUNDS : statuses() === before ? unchanged + 1 : 0;
    before = statuses();
  }
  await examine(world);
  const all = new Map(world.onboardings().map((one) => [one.onboardingId, one]));
  const byIdentity = Map.groupBy(await domainsOf(world), ({ identity }) => identity);
  for (const [identity, domains] of byIdentity) {
    const live = domains.filter(({ onboardingId }) => all.get(onboardingId)?.status === "ready");
    if (live.length === 0) continue;
    expect(new Set(domains.map(({ mailFrom }) => mailFrom)).size).toBe(1);
    const [{ mailFrom } = { mailFrom: undefined }] = live;
    if (mailFrom !== undefined) expect(world.ses.identities.get(identity)?.mailFromDomain).toBe(mailFrom);
  }
}

/**
 * A project has the domain, and its execution fails before it is ready; then another project requests another
 * MAIL FROM domain.
 */
const REPLACED: Command[] = [
  ["request", "alpha", "one", NAMES[2], "post", false],
  ...[1, 2, 3, 4].map((): Command => ["work", 0]),
  ["fail", 0],
  ["request", "alpha", "two", NAMES[2], "email", false],
];

it("keeps one MAIL FROM domain an identity, and changes no ready project's unless a person asked for that", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 80 }), async (commands) => {
      const world = createWorld();
      for (const one of commands) {
        const [before, asked] = [await readySettings(world), askedFor(world)];
        await act(world, one);
        await examine(world);
        const after = await readySettings(world);
        const changed = [...before].filter(
          ([key, mailFrom]) => after.has(key) && after.get(key) !== mailFrom,
        );
        if (askedFor(world) === asked) expect(changed).toEqual([]);
      }
      await settle(world);
    }),
    {
      examples: [[REPLACED]],
      numRuns: Number(process.env["OWNERSHIP_RUNS"] ?? 300),
      ...(process.env["FUZZ_SEED"] === undefined ? {} : { seed: Number(process.env["FUZZ_SEED"]) }),
    },
  );
}, 600_000);
