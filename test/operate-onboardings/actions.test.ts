import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const DAY_MS = 86_400_000;
/** SES gave DKIM up, and both restarts that keep the identity were tried in vain. */
const STUCK: Onboarding["ses"] = {
  reads: 9,
  readAt: BEGUN_AT,
  dkimRightSince: BEGUN_AT,
  status: { verification: "FAILED", dkim: "FAILED" },
  restart: {
    at: BEGUN_AT,
    rightSince: BEGUN_AT,
    way: "verify-domain",
    outcome: "started",
    tokensBefore: [],
    tokensAfter: [],
  },
};

const OVER = "It is ready: this cannot be done any more, or not yet";

const wait = { attempt: 1, round: 1, retry: 0, token: "token-1" };

describe.each<[string, unknown, Partial<Onboarding>, string]>([
  ["confirm", {}, { wait }, "confirmed"],
  ["check", undefined, { wait }, "check_asked"],
  ["cancel", {}, { wait }, "cancel_asked"],
  ["amend", { mailFrom: "bounce.oxfordstones.example" }, { wait }, "amended"],
  ["extend", {}, { expiresAt: BEGUN_AT + DAY_MS }, "extended"],
  ["reissue-link", { replaces: 1 }, {}, "link_reissued"],
  ["contact", { address: "dns@agency.example" }, {}, "contact_changed"],
  ["mute", {}, {}, "muted"],
  ["unmute", {}, { mutedAt: BEGUN_AT }, "unmuted"],
  ["approve", { what: "request" }, { status: "held" }, "approved"],
  [
    "approve",
    { what: "without-mail-from" },
    { dkimVerifiedAt: BEGUN_AT, wait },
    "approved_without_mail_from",
  ],
  ["approve", { what: "dkim-recreation" }, { ses: STUCK, wait }, "recreation_approved"],
])("%s %j", (action, sent, said, type) => {
  it("is done once, however often it is requested, and recorded with its operator", async () => {
    const world = await operatedWorld(said);
    const first = await world.act(action, sent);
    expect(first).toMatchObject({ statusCode: 200, body: { outcome: "done" } });
    const after = await world.now();
    const again = await world.act(action, sent);
    expect(again).toMatchObject({ statusCode: 200, body: { outcome: "unchanged", because: /\w/ } });
    expect(await world.now()).toEqual(after);
    expect(await world.events()).toMatchObject([{ type, by: BY }]);
  });

  it("is done once by ten operators at the same time", async () => {
    const world = await operatedWorld(said);
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.act(action, sent)));
    expect(answers.filter(({ body }) => body.outcome === "done")).toHaveLength(1);
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(await world.events()).toHaveLength(1);
  });

  it("refuses an unknown action", async () => {
    const world = await operatedWorld(said);
    const { statusCode } = await world.act(action, [sent]);
    expect(statusCode).toBe(422);
    expect(await world.events()).toEqual([]);
  });
});

it.each(["POST /projects/pause", "PUT /projects"])("refuses %s, which names no project", async (route) => {
  const { table, deps } = await operatedWorld();
  const before = table.items();
  const request = operatorsRequest(route, { sent: { because: "complaints", owner: "oxford" } });
  const { statusCode, body = "" } = await operateOnboardings(request, deps);
  expect([statusCode, JSON.parse(body).title]).toEqual([404, "There is no such route"]);
  expect(table.items()).toEqual(before);
});

it.each(["confirm", "check", "cancel", "amend"])(
  "wakes the machine for %s, once more if that failed",
  async (action) => {
    const world = await operatedWorld({ wait });
    const sent = action === "amend" ? { mailFrom: "bounce.oxfordstones.example" } : {};
    const { deps } = world;
    const tired = { ...deps, resumer: { resume: () => Promise.reject(new Error("no answer")) } };
    const request = operatorsRequest(`POST /onboardings/{onboardingId}/${action}`, {
      parameters: { onboardingId: (await world.now()).onboardingId },
      sent,
    });
    await expect(operateOnboardings(request, tired)).rejects.toThrow("no answer");
    await world.act(action, sent);
    expect(world.woken).toEqual(["token-1"]);
  },
);

it("starts the machine of a request that was held, once more if that failed", async () => {
  const world = await operatedWorld({ status: "held" });
  await world.act("approve", { what: "request" });
  await world.act("approve", { what: "request" });
  const { onboardingId, status, queue } = await world.now();
  expect([status, queue]).toEqual(["requested", "open"]);
  expect(new Set(world.started)).toEqual(new Set([`${onboardingId}-1`]));
});

it("closes a held request at once when it is cancelled, and releases its names", async () => {
  const world = await operatedWorld({ status: "held" });
  expect(await world.act("cancel")).toMatchObject({ statusCode: 200, body: { status: "cancelled" } });
  expect(await world.act("cancel")).toMatchObject({ statusCode: 200, body: { outcome: "unchanged" } });
  expect(await world.events()).toEqual([{ type: "cancelled", by: BY, told: ["customer", "ticket"] }]);
});

it("records who cancelled it, for the event that ends it", async () => {
  const world = await operatedWorld();
  await world.act("cancel");
  expect((await world.now()).signals).toMatchObject({ cancelledAt: BEGUN_AT + 60_000, cancelledBy: BY });
});

describe("the answer to a cancellation", () => {
  const closes = "The set-up page closes, and the customer and the ticket are notified";
  const dkim = { tokens: ["a", "b", "c"], signingHostedZone: "dkim.amazonses.com" };

  it("mentions no identity that SES never had", async () => {
    const world = await operatedWorld();
    expect((await world.act("cancel")).body).toMatchObject({ outcome: "done", because: closes });
  });

  it("says until when SES keeps the identity", async () => {
    const world = await operatedWorld({ dkim });
    const kept = "The identity oxfordstones.example stays in SES until 2026-12-23";
    const because = `${closes}. ${kept}: a new ticket can use it until then`;
    expect((await world.act("cancel")).body).toMatchObject({ outcome: "done", because });
  });
});

it.each([
  ["an operator's reason", "they called", { because: "they called" }],
  ["no empty reason", "", {}],
  ["no reason that was not given", undefined, {}],
])("records %s with the event", async (_, because, recorded) => {
  const world = await operatedWorld();
  const { onboardingId } = await world.now();
  await world.act("mute", { because });
  const event = (await world.table.last(onboardingId, "event#")).at(-1);
  expect(event).toMatchObject({ type: "muted", ...recorded });
  expect(Object.hasOwn(event ?? {}, "because")).toBe("because" in recorded);
});

it("takes no MAIL FROM domain that the deployer's rules forbid", async () => {
  const rules = { ...NO_RULES, deny: ["bounce.oxfordstones.example"] };
  const world = await operatedWorld({}, rules);
  const { statusCode, body } = await world.act("amend", { mailFrom: "bounce.oxfordstones.example" });
  expect([statusCode, body.faults]).toMatchObject([422, [{ field: "mailFrom" }]]);
  expect(await world.events()).toEqual([]);
});

describe("ready without a MAIL FROM domain", () => {
  it("is refused before DKIM is verified", async () => {
    const world = await operatedWorld();
    const { statusCode, body } = await world.act("approve", { what: "without-mail-from" });
    expect([statusCode, body.title]).toEqual([409, expect.stringContaining("DKIM is not verified")]);
    expect((await world.now()).withoutMailFrom).toBeUndefined();
  });

  it("is refused for a domain that is ready", async () => {
    const world = await operatedWorld({ status: "ready" });
    const { statusCode, body } = await world.act("approve", { what: "without-mail-from" });
    expect([statusCode, body.title]).toEqual([409, OVER]);
  });

  it("records who approved it, and when", async () => {
    const world = await operatedWorld({ dkimVerifiedAt: BEGUN_AT, wait });
    await world.act("approve", { what: "without-mail-from" });
    expect((await world.now()).withoutMailFrom).toEqual({ at: BEGUN_AT + 60_000, by: BY });
    expect(world.woken).toEqual(["token-1"]);
  });
});

describe("a recreation of DKIM", () => {
  const RESTARTABLE = "Its DKIM can still be restarted in another way";
  const before = { approvedAt: BEGUN_AT - DAY_MS, by: BY, rightSince: BEGUN_AT - DAY_MS };

  it.each<[string, Partial<Onboarding>, string]>([
    ["before SES gave DKIM up", {}, RESTARTABLE],
    [
      "that was approved in an earlier period only",
      { recreation: before, ses: { reads: 1, dkimRightSince: BEGUN_AT } },
      RESTARTABLE,
    ],
    ["of a ready domain", { status: "ready" }, OVER],
  ])("is not approved %s", async (_, said, title) => {
    const world = await operatedWorld(said);
    const { statusCode, body } = await world.act("approve", { what: "dkim-recreation" });
    expect([statusCode, body.title]).toEqual([409, title]);
    expect(await world.events()).toEqual([]);
  });
});

describe("an action that is not possible", () => {
  it.each([
    ["confirm", {}],
    ["check", {}],
    ["cancel", {}],
    ["extend", {}],
    ["amend", { mailFrom: "bounce.oxfordstones.example", acceptChanges: true }],
    ["approve", { what: "without-mail-from" }],
    ["approve", { what: "dkim-recreation" }],
  ])("%s of a ready domain is answered 409, and changes nothing", async (action, sent) => {
    const world = await operatedWorld({ status: "ready" });
    expect((await world.act(action, sent)).statusCode).toBe(409);
    expect(await world.events()).toEqual([]);
  });

  it.each(["reissue-link", "approve"])("%s of a cancelled onboarding is answered 409", async (action) => {
    const world = await operatedWorld({ status: "cancelled" });
    const sent = action === "approve" ? { what: "request" } : { replaces: 1 };
    expect((await world.act(action, sent)).statusCode).toBe(409);
  });

  it("reissuing a link before there is one is a fault", async () => {
    const world = await operatedWorld();
    const { statusCode, body } = await world.act("reissue-link", { replaces: 2 });
    expect([statusCode, body.faults]).toEqual([422, [{ field: "replaces", sent: 2, expected: "at most 1" }]]);
  });

  it("an onboarding that is not there is answered 404", async () => {
    const world = await operatedWorld();
    expect(await world.act("check", {}, { onboardingId: "onb_nobody" })).toMatchObject({ statusCode: 404 });
  });

  it("a body that is no JSON is answered 400, and a request without a principal 403", async () => {
    const { deps } = await operatedWorld();
    const route = "POST /onboardings/{onboardingId}/check";
    const { principal: _nobody, ...unsigned } = operatorsRequest(route);
    expect((await operateOnboardings(operatorsRequest(route, { body: "{" }), deps)).statusCode).toBe(400);
    expect((await operateOnboardings(unsigned, deps)).statusCode).toBe(403);
  });
});
