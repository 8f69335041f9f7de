import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { approvalChange, decideApproval } from "#core/intake/approve-held";
import { reject } from "#core/onboarding/changes/approve-request";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { NO_RULES } from "#core/tickets/domain-rules";
import { startIntake } from "../../receive-ticket/fixture.ts";
import { declaredDns } from "../../support/declared-dns.ts";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { TOKEN } from "../../support/stages.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;
const SECOND = `onb_${"2".padStart(26, "0")}`;

/** Starts with the request of a stranger, which is held. */
async function startHeld() {
  const { table, register, request } = startIntake();
  await register();
  await request({ requester: "stranger@else.example" });
  const deps = {
    table,
    resolver: declaredDns(),
    newToken: () => TOKEN,
    readDomainRules: async () => NO_RULES,
  };
  return { table, deps, request, held: await readOnboarding(table, FIRST) };
}

it("opens the set-up as if the requester were known, in spite of the request's own reservations", async () => {
  const { table, deps, held } = await startHeld();
  const { identity, mailFrom, owner } = held;
  expect((await readClaims(table, identity)).entries.map(({ name }) => name)).toEqual([identity, mailFrom]);
  const { decision, facts } = await decideApproval(held, deps);
  expect(decision).toEqual({
    ...{ kind: "open", owner, isHeld: false, mailFrom, replaces: [] },
    ...{ snapshot: undefined, proof: undefined, overrides: undefined },
  });
  expect(facts).toMatchObject({ own: [], claims: { entries: [], released: [] } });
});

it("joins the set-up of the same identity that its owner began meanwhile", async () => {
  const { table, deps, held, request } = await startHeld();
  await request({ ticket: "T-2000" }, "msg_2");
  const { decision, facts } = await decideApproval(held, deps);
  const other = await readOnboarding(table, SECOND);
  expect(decision).toEqual({ kind: "joined", owner: held.owner, onboarding: other });
  expect(facts.own).toEqual([other]);
  expect(new Set(facts.claims.entries.map(({ onboardingId }) => onboardingId))).toEqual(new Set([SECOND]));
});

it("changes nothing of a request that another operator turned down after the decision", async () => {
  const { table, deps, held } = await startHeld();
  const approval = await decideApproval(held, deps);
  const act = { now: NOW, by: "operator:ops" };
  expect(await approvalChange(held, approval, act, deps)).toMatchObject({
    change: { transition: "approve" },
  });
  const after = await changeOnboarding(table, FIRST, (current) =>
    reject(current, NOW, "operator:ops", table),
  );
  expect(await approvalChange(after, approval, act, deps)).toBeUndefined();
});
