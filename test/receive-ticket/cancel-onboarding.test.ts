import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;
const CANCEL = signedRequest(ticketBody({ ticket: DATA.ticket }, "onboarding.cancelled"), { id: "msg_c" });

async function opened(token?: string) {
  const intake = startIntake();
  await intake.request();
  const wait = { attempt: 1, round: 0, retry: 0 };
  if (token !== undefined)
    await changeOnboarding(intake.table, FIRST, () => ({ set: { wait: { ...wait, token } } }));
  return { ...intake, read: () => readOnboarding(intake.table, FIRST) };
}

describe("cancelling", () => {
  it("is written first, and then the execution is resumed", async () => {
    const { cancel, machine, read } = await opened("token");
    expect((await cancel()).statusCode).toBe(202);
    expect((await read()).signals).toMatchObject({ count: 1, seen: 0, cancelledAt: NOW });
    expect(machine.woken).toEqual(["token"]);
  });

  it("is written before an execution waits", async () => {
    const { cancel, machine, read } = await opened();
    expect((await cancel()).statusCode).toBe(202);
    expect((await read()).signals.cancelledAt).toBe(NOW);
    expect(machine.woken).toEqual([]);
  });

  it("twice, or ten times at once, is once, with equal answers", async () => {
    const { cancel, read } = await opened("token");
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await cancel(DATA.ticket, "msg_d")).toEqual(answers[0]);
    expect((await read()).signals.count).toBe(1);
  });

  it("resumes the execution when it is sent again after that failed", async () => {
    const { cancel, machine } = await opened("token");
    machine.fail(new TransientServiceError("ThrottlingException"));
    await expect(cancel()).rejects.toThrow(TransientServiceError);
    machine.fail(undefined);
    expect((await cancel()).statusCode).toBe(202);
    expect(machine.woken).toEqual(["token"]);
  });

  it.each(["before", "after"] as const)("is not lost when the process dies %s the write", async (when) => {
    const { send, cancel, table, read } = await opened("token");
    await expect(send(CANCEL, crashingTable(table, { nth: 1, when }))).rejects.toThrow("died");
    expect((await cancel()).statusCode).toBe(202);
    expect((await read()).signals).toMatchObject({ count: 1, cancelledAt: NOW });
  });
});

describe("cancelling too late", () => {
  it.each(["verified", "configured", "ready", "expired", "failed"] as const)(
    "is refused with 409 once it is %s, and changes nothing",
    async (status) => {
      const { cancel, table, machine } = await opened("token");
      await changeOnboarding(table, FIRST, () => ({ set: { status } }));
      const item = await table.get({ pk: FIRST, sk: "onboarding" });
      const ended = {
        item: { ...item, pk: FIRST, sk: "onboarding", version: 9, status },
        expectedVersion: item?.version,
      };
      await table.commit([ended]);
      const before = table.items();
      const { statusCode, body } = await cancel();
      expect([statusCode, String(body).includes(status)]).toEqual([409, true]);
      expect([table.items(), machine.woken]).toEqual([before, []]);
    },
  );
});

describe("a repeated cancellation after the ticket was opened again", () => {
  async function reopened() {
    const { cancel, request, table } = await opened();
    const first = await cancel();
    await changeOnboarding(table, FIRST, () => ({ transition: "cancel" }));
    const { body } = await request({}, "msg_2");
    const { onboardingId } = JSON.parse(String(body)) as { onboardingId: string };
    expect(onboardingId).not.toBe(FIRST);
    return { cancel, first, read: () => readOnboarding(table, onboardingId) };
  }

  it("is the same delivery, and cancels nothing new", async () => {
    const { cancel, first, read } = await reopened();
    expect(await cancel()).toEqual(first);
    expect((await read()).signals.cancelledAt).toBeUndefined();
  });

  it("is a new request as another delivery", async () => {
    const { cancel, read } = await reopened();
    await cancel(DATA.ticket, "msg_d");
    expect((await read()).signals.cancelledAt).toBe(NOW);
  });
});

it("is answered as before when it comes again after its ticket was merged away", async () => {
  const { cancel, send, read } = await opened();
  const first = await cancel();
  const merged = ticketBody({ ticket: DATA.ticket, into: "T-2000" }, "ticket.merged");
  await send(signedRequest(merged, { id: "msg_m" }));
  expect((await read()).ticket).toBe("T-2000");
  expect(await cancel()).toEqual(first);
});

it("refuses a delivery id that came before with another body", async () => {
  const { cancel, read } = await opened();
  expect((await cancel(DATA.ticket, "msg_1")).statusCode).toBe(409);
  expect((await read()).signals.cancelledAt).toBeUndefined();
});
