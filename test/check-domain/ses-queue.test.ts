import { expect, it } from "vitest";
import { askSes } from "../../functions/check-domain/ask-ses.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT as NOW, seen } from "../support/onboarding-fixture.ts";
import { issuedOf } from "../support/stages.ts";

it("reads two thousand domains that become right at once in 33 minutes, each once, in a second of its own", async () => {
  const ses = fakeSes();
  const deps = {
    ...{ table: memoryTable(), budget: fakeBudget(1000), turns: fakeTurns(), resolver: declaredDns() },
    ...{ identities: ses, mailFrom: ses, dkim: ses, signer: ses, recreator: ses },
  };
  const waiting = Array.from({ length: 2000 }, (_, index) => {
    const onboarding = issuedOf({ identity: `shop${index}.example` });
    ses.identities.set(onboarding.identity, { owner: "oxford", verification: "PENDING", dkim: "PENDING" });
    const records = onboarding.records.map((record) => seen(record, { state: "right" }));
    return { ...onboarding, lastCheck: { at: NOW, queries: 1, records } };
  });
  const slots: number[] = [];
  for (const one of waiting) {
    const { ses: asked, slotAt = NOW } = await askSes(one, NOW, deps);
    slots.push(slotAt);
    // A check requested meanwhile keeps its slot.
    if (slotAt > NOW)
      expect(await askSes({ ...one, ses: asked }, slotAt - 1, deps)).toMatchObject({ slotAt });
    if (slotAt > NOW) expect(await askSes({ ...one, ses: asked }, slotAt, deps)).not.toHaveProperty("slotAt");
  }
  expect(slots).toEqual(waiting.map((_, index) => NOW + index * 1000));
  expect((slots.at(-1) ?? 0) - NOW).toBeLessThan(34 * 60_000);
  expect(ses.calls).toEqual(waiting.map(({ identity, mailFrom }) => `set-mail-from ${identity} ${mailFrom}`));
});
