import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { START_GRACE_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

it("opens the onboarding, starts its execution and answers with what was accepted", async () => {
  const { request, machine, table } = startIntake();
  const { statusCode, body } = await request();
  expect(statusCode).toBe(202);
  expect(JSON.parse(String(body))).toEqual({
    onboardingId: FIRST,
    ticket: DATA.ticket,
    project: DATA.project,
    identity: "oxfordstones.example",
    fromAddresses: DATA.fromAddresses,
    mailFrom: DATA.mailFrom,
  });
  expect([...machine.executions.keys()]).toEqual([`${FIRST}-1`]);
  expect(await readOnboarding(table, FIRST)).toMatchObject({
    status: "requested",
    dueAt: NOW + START_GRACE_MS,
  });
});

it("remembers the delivery for a week", async () => {
  const { request, table } = startIntake();
  await request();
  expect(table.items().find(({ sk }) => sk === "delivery")).toMatchObject({
    onboardingId: FIRST,
    forgetAt: Date.UTC(2026, 10, 30, 9) / 1000,
  });
});

it("keeps the DNS administrator, unless that is the requester, who is notified once", async () => {
  const { request, table } = startIntake();
  await request({ dnsContact: "dns@agency.example" });
  expect((await readOnboarding(table, FIRST)).dnsContact).toBe("dns@agency.example");
  const other = startIntake();
  await other.request({ dnsContact: DATA.requester.toUpperCase() });
  expect(await readOnboarding(other.table, FIRST)).not.toHaveProperty("dnsContact");
});

describe("the same delivery again", () => {
  it("ten times at once gives one onboarding, one execution and ten equal answers", async () => {
    const { request, onboardings, machine } = startIntake();
    const answers = await Promise.all(Array.from({ length: 10 }, () => request()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(202);
    expect(onboardings()).toHaveLength(1);
    expect(machine.executions.size).toBe(1);
  });

  it("gives the same answer later, also once all is over", async () => {
    const { request, table, onboardings } = startIntake();
    const first = await request();
    await changeOnboarding(table, FIRST, () => ({ transition: "expire" }));
    expect(await request()).toEqual(first);
    expect(onboardings()).toHaveLength(1);
  });

  it("with another body is refused, and makes nothing", async () => {
    const { request, table } = startIntake();
    await request();
    const before = table.items();
    expect((await request({ project: "other" })).statusCode).toBe(409);
    expect(table.items()).toEqual(before);
  });
});

describe("the same ticket in another delivery", () => {
  it("gives the onboarding that is open", async () => {
    const { request, onboardings } = startIntake();
    const first = await request();
    expect(await request({}, "msg_2")).toEqual(first);
    expect(onboardings()).toHaveLength(1);
  });

  it("opens a new onboarding once the old one is cancelled, expired or failed", async () => {
    for (const transition of ["cancel", "expire", "fail"] as const) {
      const { request, table, onboardings } = startIntake();
      await request();
      await changeOnboarding(table, FIRST, () => ({ transition }));
      expect((await request({}, "msg_2")).statusCode).toBe(202);
      expect(onboardings()).toHaveLength(2);
    }
  });
});

describe("a failure", () => {
  it("of Step Functions defers the start to the repair schedule", async () => {
    const { request, machine, table } = startIntake();
    machine.fail(new TransientServiceError("ThrottlingException"));
    expect((await request()).statusCode).toBe(202);
    expect(await table.due("open", NOW + START_GRACE_MS)).toEqual([{ pk: FIRST, sk: "onboarding" }]);
    machine.fail(undefined);
    await request();
    expect(machine.executions.size).toBe(1);
  });

  it.each(["before", "after"] as const)(
    "that kills the process %s the write still gives one onboarding",
    async (when) => {
      const { send, request, table, onboardings, machine } = startIntake();
      const dying = crashingTable(table, { nth: 1, when });
      await expect(send(signedRequest(ticketBody()), dying)).rejects.toThrow(Crash);
      expect((await request()).statusCode).toBe(202);
      expect(onboardings()).toHaveLength(1);
      expect(machine.executions.size).toBe(1);
    },
  );

  it("lets ten projects of one owner request one domain at once, and they share it", async () => {
    const { request, onboardings, table } = startIntake();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        request(
          { ticket: `T-${index}`, project: `p${index}`, mailFrom: `e${index}.oxfordstones.example` },
          `msg_${index}`,
        ),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(202));
    expect(onboardings()).toHaveLength(1);
    const { project, alsoProjects = [], mailFrom } = await readOnboarding(table, FIRST);
    expect(new Set([project, ...alsoProjects.map((one) => one.project)]).size).toBe(10);
    expect(new Set(answers.map(({ body }) => JSON.parse(String(body)).mailFrom))).toEqual(
      new Set([mailFrom]),
    );
  });
});
