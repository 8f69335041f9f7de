import fc from "fast-check";
import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { addressesWorld, INCOMING, verifiedOf } from "./addresses-world.ts";

const { identity: D, owner, records } = onboardingOf();
const NAMES = [D, `news.${D}`, `shop.news.${D}`, `post.${D}`];
const RELAXED = "v=DMARC1; p=reject";
const STRICT = "v=DMARC1; p=reject; adkim=s; aspf=s";
const POLICIES = [undefined, RELAXED, STRICT, STRICT, "v=DMARC1; p=none; adkim=s; aspf=s", "!"];

/** Everything that can happen to the domains of two owners. */
const happening = fc.oneof(
  fc.record({
    does: fc.constantFrom("verifies", "verifies", "loses", "recovers", "releases"),
    owner: fc.constantFrom(owner, owner, "cambridge"),
    name: fc.constantFrom(...NAMES),
  }),
  fc.record({ does: fc.constant("publishes"), policy: fc.constantFrom(...POLICIES) }),
  fc.record({ does: fc.constant("adds"), name: fc.constantFrom(...NAMES) }),
);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A simple model of the rule: which owner has verified what, and what the policy says. */
function model() {
  const states = new Map<string, "verified" | "lost">();
  let policy: string | undefined;
  const covering = (name: string) =>
    NAMES.filter(
      (one) => states.get(`${owner} ${one}`) === "verified" && (name === one || name.endsWith(`.${one}`)),
    ).sort((one, other) => other.length - one.length);
  return {
    states,
    publish: (text: string | undefined) => {
      policy = text;
    },
    isCovered: (name: string) => covering(name).length > 0,
    isAccepted: (name: string) =>
      covering(name).length > 0 && !(policy === STRICT && covering(name)[0] !== name),
  };
}

it("an address is accepted if and only if a verified identity of its owner covers it and DMARC does not provably fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 20, maxLength: 40 }), async (history) => {
      const world = await addressesWorld([]);
      world.zone = ZONE;
      const rule = model();
      for (const [step, one] of history.entries()) await happen(one, step, world, rule);
      const { fromAddresses } = await world.ask("GET");
      for (const { address, state } of fromAddresses) {
        expect(state === "usable").toBe(rule.isCovered(address.replace("a@", "")));
      }
    }),
    { numRuns: 150 },
  );
});

const ZONE = {
  ...INCOMING,
  news: { MX: "10 mail" },
  "shop.news": { MX: "10 mail" },
  post: { MX: "10 mail" },
};

async function happen(
  one: Happening,
  step: number,
  world: Awaited<ReturnType<typeof addressesWorld>>,
  rule: ReturnType<typeof model>,
): Promise<void> {
  if ("policy" in one) {
    world.zone = one.policy === undefined ? ZONE : { ...ZONE, _dmarc: { TXT: one.policy } };
    return rule.publish(one.policy);
  }
  if (!("owner" in one)) {
    const address = `a@${one.name}`;
    const answer = await world.add({ address, replyAddress: `service@${D}` });
    return expect(answer.status, `step ${step}: ${address}`).toBe(rule.isAccepted(one.name) ? 200 : 422);
  }
  const key = `${one.owner} ${one.name}`;
  const onboardingId = `onb_${key}`;
  const claims = await readClaims(world.table, D);
  const isHeld = claims.entries.some((entry) => entry.onboardingId === onboardingId);
  if (one.does === "releases") {
    rule.states.delete(key);
    const entries = claims.entries.filter((entry) => entry.onboardingId !== onboardingId);
    return void (await world.table.commit([claims.replaceWith(entries)]));
  }
  if (one.does !== "verifies" && !isHeld) return;
  const isLost = one.does === "loses";
  const mailFrom = `email.${one.name}`;
  await world.become(
    verifiedOf({
      ...{ onboardingId, owner: one.owner, identity: one.name, mailFrom },
      ...(isLost ? { incident: { since: step, lostAt: step, ses: [], records } } : {}),
    }),
  );
  rule.states.set(key, isLost ? "lost" : "verified");
  if (isHeld) return;
  const entry = { owner: one.owner, onboardingId, state: "proved" } as const;
  await world.table.commit([
    claims.replaceWith([...claims.entries, { ...entry, name: one.name }, { ...entry, name: mailFrom }]),
  ]);
}
