import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { BY } from "../support/operators-request.ts";
import { fakeTenants } from "../support/tenants.ts";
import { operatedWorld } from "./world.ts";

const { identity, owner } = onboardingOf();
const TAKEN = { status: "cancelled", closedBecause: "identity-taken" } as const;

/** Makes an identity that was made by hand, and the onboarding that ended because of it. */
async function start(tagged?: string, said: Parameters<typeof operatedWorld>[0] = TAKEN) {
  const ses = fakeTenants([]);
  const world = await operatedWorld(said);
  const made = { name: identity, isVerified: true, ...(tagged !== undefined && { owner: tagged }) };
  ses.identities.set(identity, made);
  Object.assign(world.deps, ses);
  return { ...world, ses, tag: () => ses.identities.get(identity)?.owner };
}

it("says what it would do, and does nothing without a confirmation", async () => {
  const { act, table, tag } = await start();
  const before = table.items();
  const { body } = await act("assign");
  expect(body).toMatchObject({ outcome: "unchanged", confirm: { yes: true } });
  expect(body.because).toContain(`${identity} in SES belongs to ${owner}`);
  expect([table.items(), tag()]).toEqual([before, undefined]);
});

it("gives the owner the claim and the tag, records the operator, and asks for a new ticket", async () => {
  const { act, now, events, table, tag } = await start();
  const { body } = await act("assign", { yes: true, because: "they called" });
  expect(body).toMatchObject({ outcome: "done", because: `Ask for a new ticket for ${identity}` });
  expect((await readClaims(table, identity)).entries).toMatchObject([
    { name: identity, owner, state: "proved" },
  ]);
  expect([tag(), await events()]).toEqual([owner, [{ type: "identity_assigned", by: BY, told: [] }]]);
  expect(await now()).toMatchObject({ ...TAKEN, assignedAt: expect.any(Number) });
});

it("demands proof by the next ticket where the operator is not sure", async () => {
  const { act, table } = await start();
  expect((await act("assign", { proof: true })).body.because).toContain("has to prove control");
  await act("assign", { proof: true, yes: true });
  const { entries, released } = await readClaims(table, identity);
  expect([entries, released.map(({ name }) => name)]).toEqual([[], [identity]]);
});

it("tags the identity when it is asked again, since an earlier request may have died before", async () => {
  const { act, ses, tag, events } = await start();
  await act("assign", { yes: true });
  ses.identities.set(identity, { name: identity, isVerified: true });
  expect((await act("assign", { yes: true })).body.outcome).toBe("unchanged");
  expect([tag(), await events()]).toEqual([owner, [{ type: "identity_assigned", by: BY, told: [] }]]);
});

it.each([
  ["of another owner", "cambridge", undefined],
  ["that SES has not any more", undefined, "gone"],
])("refuses an identity %s", async (_, tagged, gone) => {
  const { act, ses, table, events } = await start(tagged);
  if (gone !== undefined) ses.identities.delete(identity);
  expect((await act("assign", { yes: true })).statusCode).toBe(409);
  expect([await events(), (await readClaims(table, identity)).entries]).toEqual([[], []]);
});

it("refuses a name that another owner holds", async () => {
  const { act, table, tag } = await start();
  const claims = await readClaims(table, identity);
  await table.commit([claims.replaceWith(reserve([], "onb_other", "cambridge", [identity]))]);
  expect([(await act("assign", { yes: true })).statusCode, tag()]).toEqual([409, undefined]);
});

it("is only for what ended because of such an identity", async () => {
  const { act, tag } = await start(undefined, { status: "ready" });
  expect([(await act("assign", { yes: true })).statusCode, tag()]).toEqual([409, undefined]);
});
