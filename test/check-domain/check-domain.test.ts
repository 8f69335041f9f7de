import { describe, expect, it } from "vitest";
import { IdentityMissingError, TransientServiceError } from "#core/errors";
import { EXPIRY_MS, LAST_ROUND, REPORT_PROBLEMS_EVERY_MS } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const MINUTE = 60_000;

describe("from nothing to verified", () => {
  it("waits without asking SES while nothing is published", async () => {
    const { check, ses, read } = await startChecking();
    expect(await check()).toMatchObject({ decision: "waiting" });
    expect(ses.calls).toEqual([]);
    const { lastCheck, dueAt, schedule } = await read();
    expect(lastCheck?.records.map(({ state }) => state)).toEqual(Array(5).fill("missing"));
    expect(dueAt).toBe(schedule.nextCheckAt + 15 * MINUTE);
  });

  it("sets MAIL FROM of a fresh identity, reads SES, and verifies", async () => {
    const { check, publishAll, ses, events, told, read } = await startChecking();
    publishAll();
    const identity = "oxfordstones.example";
    expect((await check(NOW)).decision).toBe("waiting");
    ses.verify(identity);
    expect((await check(NOW + 2 * MINUTE)).decision).toBe("verified");
    expect(ses.calls).toEqual([`set-mail-from ${identity} email.${identity}`, `read ${identity}`]);
    expect(events()).toEqual(["requested", "dkim_verified", "verified"]);
    expect(told("dkim_verified")).toEqual(["bus", "platform"]);
    expect((await read()).dkimVerifiedAt).toBe(NOW + 2 * MINUTE);
  });

  it("notifies once that DKIM is verified while MAIL FROM is still awaited", async () => {
    const { check, publishAll, ses, events, told, read } = await startChecking();
    publishAll();
    const identity = "oxfordstones.example";
    ses.verify(identity);
    for (const minute of [0, 1, 2]) expect((await check(NOW + minute * MINUTE)).decision).toBe("waiting");
    expect(events()).toEqual(["requested", "dkim_verified"]);
    expect(told("dkim_verified")).toEqual(["customer", "ticket", "bus", "platform"]);
    ses.verify(identity);
    expect((await check(NOW + 3 * MINUTE)).decision).toBe("verified");
    expect(events()).toEqual(["requested", "dkim_verified", "verified"]);
    expect((await read()).dkimVerifiedAt).toBe(NOW + MINUTE);
  });

  it("sets MAIL FROM as soon as MX and SPF are right, whatever DKIM waits for", async () => {
    const { check, dns, records, ses } = await startChecking();
    dns.publishAll(records.filter(({ purpose }) => purpose !== "dkim"));
    await check(NOW);
    expect(ses.calls.at(-1)).toMatch(/^set-mail-from/);
    await check(NOW + 2 * MINUTE);
    expect(ses.calls).toHaveLength(1);
  });

  it("decides the same again when it runs after it verified", async () => {
    for (const status of ["verified", "configured", "ready"] as const) {
      const { check, dns, table } = await startChecking({ status });
      const before = table.items();
      expect((await check()).decision).toBe("verified");
      expect([dns.looks(), table.items()]).toEqual([0, before]);
    }
  });
});

describe("what DNS says", () => {
  it("tells the customer about a wrong record once", async () => {
    const { tells, dns, records } = await startChecking();
    if (records[3]) dns.publish(records[3], "10 mail.old.example");
    expect(await tells()).toBe(true);
    expect(await tells(NOW + MINUTE)).toBe(false);
  });

  it("tells the customer about a record at a wrong name, which is missing where it belongs", async () => {
    const { tells, dns, records, read } = await startChecking();
    const [dkim] = records;
    if (dkim) dns.publish({ ...dkim, name: `${dkim.name}.oxfordstones.example` });
    expect(await tells()).toBe(true);
    const { lastCheck } = await read();
    expect(lastCheck?.records[0]?.state).toBe("missing");
    expect(lastCheck?.findings?.[0]).toMatchObject({ code: "NAME_DOUBLED", severity: "blocking" });
  });

  it("reports a mistake again that was fixed and then repeated, a day later at the earliest", async () => {
    const { tells, dns, records, publishAll } = await startChecking();
    const mistake = (): void => void (records[3] && dns.publish(records[3], "10 mail.old.example"));
    mistake();
    await tells();
    publishAll();
    await tells(NOW + MINUTE);
    mistake();
    expect(await tells(NOW + 2 * MINUTE)).toBe(false);
    expect(await tells(NOW + REPORT_PROBLEMS_EVERY_MS)).toBe(true);
  });

  it("counts a missing answer as neither right nor wrong", async () => {
    const { check, dns, records, publishAll, read } = await startChecking();
    publishAll();
    if (records[0]) dns.silence(records[0], "servfail");
    expect((await check()).decision).toBe("waiting");
    expect((await read()).lastCheck?.records[0]).toMatchObject({
      state: "unknown",
      unanswered: ["ns1.example"],
    });
  });

  it("keeps what strangers publish short", async () => {
    const { check, dns, records, read } = await startChecking();
    if (records[4]) dns.publish(records[4], `v=spf1 ${"x".repeat(60_000)}`);
    await check();
    expect((await read()).lastCheck?.records[4]?.seen[0]?.length).toBeLessThan(600);
  });
});

describe("the SES budget", () => {
  it("makes the machine wait for its slot, and uses it once", async () => {
    const { check, publishAll, ses, budget, read } = await startChecking({}, 20_000);
    await budget.take(NOW);
    publishAll();
    expect(await check(NOW)).toEqual({ decision: "waiting", waitSeconds: 20 });
    expect(await check(NOW + 5000)).toEqual({ decision: "waiting", waitSeconds: 15 });
    expect(ses.calls).toEqual([]);
    await check(NOW + 20_000);
    expect(ses.calls).toHaveLength(1);
    expect(budget.taken).toHaveLength(2);
    expect((await read()).ses).not.toHaveProperty("slotAt");
  });

  it("does not use a slot twice when the customer changes the MAIL FROM domain meanwhile", async () => {
    const { check, tells, publishAll, dns, budget, table, read } = await startChecking({}, 20_000);
    publishAll();
    await budget.take(NOW);
    await check(NOW);
    dns.meanwhile(() =>
      changeOnboarding(table, ID, ({ recordsVersion }) => ({ set: { recordsVersion: recordsVersion + 1 } })),
    );
    expect(await tells(NOW + 20_000)).toBe(true);
    expect((await read()).ses).toMatchObject({ status: { mailFrom: "PENDING" } });
    expect((await read()).ses).not.toHaveProperty("slotAt");
  });
});

describe("an error of SES", () => {
  it("passes throttling on to the state machine, which retries it", async () => {
    const { check, publishAll, ses } = await startChecking();
    publishAll();
    ses.failNext(new TransientServiceError("TooManyRequestsException"));
    await expect(check()).rejects.toThrow(TransientServiceError);
    expect((await check()).decision).toBe("waiting");
  });

  it("fails by name if the identity was deleted", async () => {
    const { check, publishAll, ses } = await startChecking();
    publishAll();
    ses.identities.clear();
    await expect(check()).rejects.toThrow(IdentityMissingError);
  });

  it("continues where it failed if its execution is redriven", async () => {
    const { check, read } = await startChecking({
      status: "failed",
      failedFrom: "confirmed",
      closedBecause: "x",
    });
    expect((await check()).decision).toBe("waiting");
    expect((await read()).status).toBe("confirmed");
  });
});

describe("the end", () => {
  it("comes if the records are not right in time, and not before", async () => {
    const { check, tells, read } = await startChecking();
    const { expiresAt, createdAt } = await read();
    expect(expiresAt - createdAt).toBe(EXPIRY_MS);
    expect(await tells(expiresAt - 1)).toBe(true);
    expect((await check(expiresAt)).decision).toBe("closing");
  });

  it.each(["expired", "cancelled"] as const)(
    "is the end, also when the state runs again while %s",
    async (status) => {
      const { check, dns } = await startChecking({ status });
      expect((await check()).decision).toBe("closing");
      expect(dns.looks()).toBe(0);
    },
  );
});

it.each(["requested", "records_issued", "confirmed", "lost"] as const)(
  "a cancellation ends it before any check while %s",
  async (status) => {
    const signals = { count: 1, seen: 0, cancelledAt: NOW };
    const { check, dns, read } = await startChecking({ status, signals });
    const before = await read();
    expect(await check()).toEqual({ decision: "closing", waitSeconds: 60 });
    expect(dns.looks()).toBe(0);
    expect(await read()).toEqual(before);
  },
);

describe("the last round", () => {
  it("hands over to the next attempt at once, before any check", async () => {
    const { check, dns, read } = await startChecking();
    expect((await check(NOW, LAST_ROUND)).decision).toBe("handed-over");
    expect(dns.looks()).toBe(0);
    expect(await read()).toMatchObject({ attempt: 2, dueAt: NOW, queue: "open" });
  });

  it("hands over once, however often the state runs", async () => {
    const { check, read } = await startChecking();
    await check(NOW, LAST_ROUND);
    expect((await check(NOW, LAST_ROUND)).decision).toBe("handed-over");
    expect((await read()).attempt).toBe(2);
  });

  it("leaves everything to the next attempt, also when the earlier one runs again in an earlier round", async () => {
    const { check, dns, read, table } = await startChecking();
    await check(NOW, LAST_ROUND);
    const before = await read();
    expect((await check(NOW + 60_000)).decision).toBe("handed-over");
    expect(dns.looks()).toBe(0);
    expect(await read()).toEqual(before);
    expect((await check(NOW + 60_000, 0, table, 2)).decision).toBe("waiting");
  });
});
