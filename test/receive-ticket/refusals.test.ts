import { describe, expect, it, onTestFinished, vi } from "vitest";
import { configuration } from "#core/deployment-settings";
import { readWaitingRequest, waitingPartition } from "#core/intake/waiting-request";
import { changeOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { readRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import { memoryTable } from "../support/memory-table.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

async function refusalOf(body: string, changes = {}) {
  const { send, table, machine } = startIntake();
  const { statusCode, headers, body: text } = await send({ ...signedRequest(body), ...changes });
  expect(headers).toMatchObject({ "content-type": "application/problem+json" });
  expect([table.items(), machine.starts()]).toEqual([[], 0]);
  const problem: unknown = JSON.parse(String(text));
  expect(problem).toMatchObject({ type: "about:blank", status: statusCode });
  return { statusCode, problem };
}

describe("makes nothing, and says why", () => {
  it.each([
    ["an unsigned ticket", 401, ticketBody(), { headers: {} }],
    ["an unsigned ticket that is no JSON either", 401, "{", { headers: {} }],
    ["malformed JSON", 400, '{"type":', {}],
    ["an empty body", 400, "", {}],
    ["a body beyond 256 kB", 413, ticketBody({ ...DATA, more: "x".repeat(256 * 1024) }), {}],
    ["a body beyond 256 kB in bytes, not characters", 413, "é".repeat(140 * 1024), {}],
    ["an unknown type", 422, ticketBody(DATA, "onboarding.deleted"), {}],
    ["no object", 422, "null", {}],
    ["a list", 422, "[]", {}],
    ["no data", 422, '{"type":"onboarding.requested"}', {}],
    ["a wrong cancellation", 422, ticketBody({}, "onboarding.cancelled"), {}],
  ])("of %s: %i", async (_, status, body, changes) => {
    expect((await refusalOf(body, changes)).statusCode).toBe(status);
  });

  it("lists every fault of the fields at once", async () => {
    const { problem } = await refusalOf(
      ticketBody({ ...DATA, owner: "", mailFrom: "x", fromAddresses: ["a@gmail.com"], b: 1 }),
    );
    const { faults } = problem as { faults: { field: string; sent: unknown; expected: string }[] };
    expect(faults.map(({ field, sent }) => [field, sent])).toEqual([
      ["owner", ""],
      ["fromAddresses.0", "a@gmail.com"],
      ["mailFrom", "x"],
      ["b", 1],
    ]);
  });

  it("and logs and counts the reason, without the content", async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    const logged = vi.spyOn(logger, "warn").mockReturnValue();
    const { send, refusals } = startIntake();
    await send({ ...signedRequest(ticketBody()), headers: {} });
    const details = { event: "TICKET_REFUSED", source: "generic", reason: "not-authentic" };
    expect(logged.mock.calls).toEqual([["A ticket was refused", details]]);
    expect(refusals).toEqual(["generic not-authentic"]);
  });

  it("of a ticket to cancel that was never opened: 404", async () => {
    expect((await refusalOf(ticketBody({ ticket: "T-0" }, "onboarding.cancelled"))).statusCode).toBe(404);
  });
});

describe("a name that another owner has proved", () => {
  it.each([
    ["the same", {}],
    ["a parent of", { fromAddresses: ["a@oxfordstones.example"], mailFrom: "bounce.oxfordstones.example" }],
    ["a child of", { fromAddresses: ["a@x.oxfordstones.example"], mailFrom: "e.x.oxfordstones.example" }],
  ])("is refused with 409, which tells nothing and makes nothing: %s", async (_, said) => {
    const { request, table, machine, prove } = startIntake();
    await request();
    await prove("oxfordstones.example");
    const before = table.items();
    const { statusCode, body } = await request(
      { ...said, ticket: "T-2", owner: "cambridge", project: "p2" },
      "msg_2",
    );
    expect(statusCode).toBe(409);
    for (const secret of [DATA.owner, DATA.project, DATA.ticket, DATA.requester, "onb_", "oxford"])
      expect(body).not.toContain(secret);
    expect([table.items(), machine.executions.size]).toEqual([before, 1]);
  });

  it("is contested by two owners who ask at once: each is to prove it", async () => {
    const { request, onboardings } = startIntake(memoryTable());
    const answers = await Promise.all([
      request({ ticket: "T-1", owner: "oxford" }, "msg_1"),
      request({ ticket: "T-2", owner: "cambridge", project: "p2" }, "msg_2"),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    expect(onboardings().map(({ ownership }) => ownership)).toMatchObject(
      Array(2).fill({ because: "contested" }),
    );
  });

  it("does not hinder a sibling, nor the owner's own second onboarding", async () => {
    const { request } = startIntake();
    await request({ fromAddresses: ["a@news.d.example"], mailFrom: "e.news.d.example" });
    const sibling = {
      ticket: "T-2",
      owner: "b",
      project: "p2",
      fromAddresses: ["a@shop.d.example"],
      mailFrom: "e.shop.d.example",
    };
    expect((await request(sibling, "msg_2")).statusCode).toBe(202);
    const own = {
      ticket: "T-3",
      project: "p3",
      fromAddresses: ["b@news.d.example"],
      mailFrom: "f.news.d.example",
    };
    expect((await request(own, "msg_3")).statusCode).toBe(202);
  });
});

it("of a help desk without a ticket's id shows what is there: a placeholder that the desk did not fill in", async () => {
  const { statusCode, body } = await startIntake().deliver(
    "freshdesk",
    JSON.stringify({ ticket_id: "{{ticket.id}}" }),
  );
  expect(statusCode).toBe(422);
  const expected = "the id of a ticket at /freshdesk_webhook/ticket_id, /ticket/id, /ticket_id";
  expect(JSON.parse(body ?? "").faults).toMatchObject([{ field: "ticket", sent: "{{ticket.id}}", expected }]);
});

it("of a help desk without a ticket's id names the place that the deployer chose for it", async () => {
  const freshdesk = { baseUrl: "https://freshdesk.example", ticket: "/case/number" };
  const readConfiguration = async () => configuration.parse({ helpDesks: { freshdesk } });
  const { deliver } = startIntake(undefined, undefined, { readConfiguration });
  const { body } = await deliver("freshdesk", JSON.stringify({ ticket_id: 7 }));
  expect(JSON.parse(body ?? "").faults).toMatchObject([
    { field: "ticket", expected: "the id of a ticket at /case/number" },
  ]);
});

describe("a help desk's ticket that is opened again", () => {
  const description = `Project: shop\nFrom addresses: ${DATA.fromAddresses}`;

  /** Makes intake with a ticket whose set-up was cancelled. */
  async function cancelled() {
    const intake = startIntake();
    await intake.register();
    const ticket = { id: "7", requester: { email: DATA.requester }, description };
    await intake.deliver("zendesk", JSON.stringify({ ticket }));
    const [first] = intake.onboardings();
    await changeOnboarding(intake.table, String(first?.pk), () => ({ transition: "cancel" }));
    const happens = (said: object) =>
      intake.deliver("zendesk", JSON.stringify({ ticket: { id: "7", ...said }, event: "reopened" }));
    return { ...intake, happens };
  }

  it("requests the same again, without an approval", async () => {
    const { happens, onboardings, machine } = await cancelled();
    await happens({});
    expect(onboardings().map(({ status }) => status)).toEqual(["cancelled", "requested"]);
    expect(machine.starts()).toBe(2);
  });

  it("says once that its project does not send with SES any more, and makes nothing", async () => {
    const { happens, register, replies, onboardings } = await cancelled();
    await register({ platform: "other" });
    expect(await happens({})).toMatchObject({ statusCode: 202, body: "{}" });
    await happens({ again: 1 });
    expect(await happens({})).toMatchObject({ statusCode: 202, body: "{}" });
    expect(replies()).toMatchObject([{ ticket: "7", content: { about: "not-ses" } }]);
    expect(onboardings()).toHaveLength(1);
  });

  it("waits until its project is registered again, and goes on with the same request", async () => {
    const { happens, table, replies } = await cancelled();
    const { current, replaceWith } = await readProject(table, "shop");
    if (current === undefined) throw new Error("The project is not registered");
    await table.commit([replaceWith({ ...current, removedAt: 1 })]);
    await happens({});
    expect(replies()).toMatchObject([
      { ticket: "7", content: { about: "faults", faults: [{ field: "project", sent: "shop" }] } },
    ]);
    const { request } = await readWaitingRequest(table, "zendesk", "7");
    expect(request).toMatchObject({
      isVouched: true,
      data: { project: "shop", requester: DATA.requester, fromAddresses: DATA.fromAddresses },
    });
    expect(readRequest(request?.data ?? {}, [])).toHaveProperty("request");
    expect(await table.between(waitingPartition("shop"), "!", "~")).toHaveLength(1);
  });
});
