import { describe, expect, it } from "vitest";
import { check as askForLook, cancel, confirm, hasUnseenSignal } from "#core/onboarding/changes/signals";
import { changeOnboarding } from "#core/onboarding/store";
import { textsIn } from "#core/words/texts";
import { decideAmend } from "../../functions/receive-signal/amendment.ts";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const IDENTITY = "oxfordstones.example";

async function aboutToVerify() {
  const started = await startChecking({
    ses: {
      reads: 1,
      readAt: NOW,
      status: {
        verification: "SUCCESS",
        dkim: "SUCCESS",
        mailFrom: "SUCCESS",
        mailFromDomain: `email.${IDENTITY}`,
      },
    },
  });
  started.publishAll();
  const amend = () =>
    changeOnboarding(started.table, ID, async (current) => {
      const decision = await decideAmend(
        current,
        { now: NOW, sent: { mailFrom: `bounce.${IDENTITY}` }, texts: textsIn("en") },
        started.table,
      );
      return "change" in decision ? decision.change : undefined;
    });
  return { ...started, amend };
}

describe("a signal during the check", () => {
  it.each([
    ["confirm", confirm],
    ["check", askForLook],
  ] as const)("%s is left for the next wait to answer", async (_, decide) => {
    const { check, dns, table, read } = await startChecking();
    dns.meanwhile(() => changeOnboarding(table, ID, (current) => decide(current, NOW)));
    expect((await check()).decision).toBe("waiting");
    expect(hasUnseenSignal(await read())).toBe(true);
    await check(NOW + 1000);
    expect(hasUnseenSignal(await read())).toBe(false);
  });

  it("verifies although the customer confirms at that moment", async () => {
    const { check, dns, table, read } = await aboutToVerify();
    dns.meanwhile(() => changeOnboarding(table, ID, (current) => confirm(current, NOW)));
    expect((await check()).decision).toBe("verified");
    expect((await read()).status).toBe("verified");
  });

  it("lets a cancellation win over a check that finds all right", async () => {
    const { check, dns, table, read, events } = await aboutToVerify();
    dns.meanwhile(() => changeOnboarding(table, ID, (current) => cancel(current, NOW)));
    expect((await check()).decision).toBe("closing");
    expect((await read()).status).toBe("records_issued");
    expect(events()).toEqual(["requested"]);
  });

  it("drops a check of records that were amended meanwhile", async () => {
    const { tells, dns, amend, read } = await aboutToVerify();
    dns.meanwhile(amend);
    expect(await tells()).toBe(true);
    const after = await read();
    expect(after).toMatchObject({ status: "records_issued", mailFrom: `bounce.${IDENTITY}` });
    expect(after).not.toHaveProperty("lastCheck");
  });
});

describe("a signal before the check", () => {
  it("about records that were not sent yet leads to sending them", async () => {
    const { tells, amend } = await startChecking().then(async (started) => ({
      ...started,
      amend: () =>
        changeOnboarding(started.table, ID, async (current) => {
          const decision = await decideAmend(
            current,
            { now: NOW, sent: { mailFrom: `bounce.${IDENTITY}` }, texts: textsIn("en") },
            started.table,
          );
          return "change" in decision ? decision.change : undefined;
        }),
    }));
    await amend();
    expect(await tells()).toBe(true);
  });
});

describe.each(["before", "after"] as const)("a process that dies %s a write", (when) => {
  it.each([1, 2])("decides the same when the state runs again (write %i)", async (nth) => {
    const { check, table, events, read } = await aboutToVerify();
    await expect(check(NOW, 0, crashingTable(table, { nth, when }))).rejects.toThrow(Crash);
    expect((await check()).decision).toBe("verified");
    expect(events()).toEqual(["requested", "dkim_verified", "verified"]);
    expect((await read()).status).toBe("verified");
  });
});
