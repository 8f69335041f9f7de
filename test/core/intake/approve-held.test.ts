import { expect, it } from "vitest";
import { approvalChange, decideApproval } from "#core/intake/approve-held";
import { reject } from "#core/onboarding/changes/approve-request";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { NO_RULES } from "#core/tickets/domain-rules";
import { startIntake } from "../../receive-ticket/fixture.ts";
import { declaredDns } from "../../support/declared-dns.ts";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { TOKEN } from "../../support/stages.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

it("changes nothing of a request that another operator turned down after the decision", async () => {
  const { table, register, request } = startIntake();
  await register();
  await request({ requester: "stranger@else.example" });
  const deps = {
    table,
    resolver: declaredDns(),
    newToken: () => TOKEN,
    readDomainRules: async () => NO_RULES,
  };
  const held = await readOnboarding(table, FIRST);
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
