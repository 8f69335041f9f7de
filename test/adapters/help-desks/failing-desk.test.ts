import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { helpDesks } from "#adapters/help-desks/connect";
import { mailedHelpDesk } from "#adapters/help-desks/mailed";
import { waitOf } from "#adapters/help-desks/wait";
import { configuration } from "#core/deployment-settings";
import { DESKS, localDesk } from "../../../infra/local/help-desk/desks.ts";
import { CREDENTIALS, DRAFT, deskWorld } from "./desk-world.ts";

const world = deskWorld();

const ANSWER = {
  noticeId: "n",
  ticket: "1",
  template: DRAFT,
  visibility: "public",
  status: "open",
  tags: [],
  isRetry: false,
  conversation: "c",
} as const;

/** Returns the name of the error with which an answer ends. */
async function endOf(desk: string): Promise<unknown> {
  return world.answer(world.open(desk)).then(
    () => "answered",
    (error: unknown) => error,
  );
}

const SAID = { status: 429, body: { error: "APIRateLimitExceeded" } };

describe.each(DESKS)("%s", (desk) => {
  it.each([
    ["Retry-After in seconds", { "retry-after": "93" }, 93_000],
    ["Retry-After as a date", { "retry-after": "Mon, 23 Nov 2026 09:05:00 GMT" }, 300_000],
    ["the end of its count in seconds", { "ratelimit-reset": "41" }, 41_000],
    ["the end of its count in ISO 8601", { "x-ratelimit-reset": "2026-11-23T09:10Z" }, 600_000],
    ["nothing", {}, 60_000],
  ])("that takes no more, and says when by %s, is left alone so long", async (_, headers, afterMs) => {
    const date = "Mon, 23 Nov 2026 09:00:00 GMT";
    world.fail({ answer: { ...SAID, headers: { date, ...headers } } });
    expect(await endOf(desk)).toMatchObject({ name: "HelpDeskBusyError", afterMs });
  });

  it("that is down and says until when, is not asked before that", async () => {
    world.fail({ answer: { status: 503, headers: { "retry-after": "120" } } });
    expect(await endOf(desk)).toMatchObject({ name: "HelpDeskBusyError", afterMs: 120_000 });
  });

  it.each([
    ["fails", { status: 500 }],
    ["is down", { status: 502, text: "<html>Bad Gateway" }],
    ["is changed by somebody else", { status: 409 }],
    [
      "answers with what is no JSON",
      { status: 200, headers: { "content-type": "application/json" }, text: "{" },
    ],
    ["answers with a page", { status: 200, headers: { "content-type": "text/html" }, text: "<p>Log in" }],
  ])("that %s, is worth another try", async (_, answer) => {
    world.fail({ answer });
    expect(await endOf(desk)).toMatchObject({ name: "TransientServiceError" });
  });

  it("that does not answer, or closes the connection, is asked again", async () => {
    world.fail({ answer: "silence" });
    expect(await endOf(desk)).toMatchObject({ name: "TransientServiceError" });
    world.fail({ answer: "reset" });
    expect(await endOf(desk)).toMatchObject({ name: "TransientServiceError" });
  });

  it.each([401, 403])("that refuses the credentials (%i), is reported with that cause", async (status) => {
    world.fail({ answer: { status } });
    expect(await endOf(desk)).toMatchObject({ name: "HelpDeskAccessError" });
  });

  it.each([301, 400, 404, 410, 413])("that refuses (%i), is not asked again", async (status) => {
    world.fail({ answer: { status, headers: { location: "https://elsewhere.example/" } } });
    expect(await endOf(desk)).toMatchObject({ name: "HelpDeskRefusedError", status });
  });

  it("that does not know the ticket, refuses", async () => {
    const gone = { ...world.open(desk), id: localDesk(desk).ticketId(990_000) };
    await expect(world.answer(gone)).rejects.toMatchObject({ name: "HelpDeskRefusedError", status: 404 });
  });

  it.each(["..", "1/../../users", "1?x", ""])(
    "is never asked beside its tickets, as by the id %j",
    async (id) => {
      const before = world.server.requests().length;
      const ticket = { ...world.open(desk), id };
      await expect(world.answer(ticket)).rejects.toMatchObject({ name: "HelpDeskRefusedError" });
      expect(world.server.requests()).toHaveLength(before);
    },
  );

  it("puts nothing of the ticket or the answer into its errors", async () => {
    world.fail({ answer: { status: 400, body: { error: "anna@oxfordstones.example" } } });
    const error = await endOf(desk);
    expect(String(error)).not.toMatch(/anna|Oxford/);
  });
});

it("waits at least a second, and never longer than an hour", () => {
  expect(waitOf(new Headers({ "retry-after": "0" }))).toBe(1000);
  expect(waitOf(new Headers({ "retry-after": "999999999" }))).toBe(3_600_000);
  expect(waitOf(new Headers({ "retry-after": "soon" }))).toBe(60_000);
  const past = { date: "Mon, 23 Nov 2026 09:00:00 GMT", "retry-after": "Mon, 23 Nov 2026 08:00:00 GMT" };
  expect(waitOf(new Headers(past))).toBe(1000);
});

it("treats an answer that ends midway as no answer", async () => {
  const server = createServer((_, outgoing) => {
    outgoing
      .writeHead(200, { "content-type": "application/json", "content-length": "1000" })
      .write('{"tags":');
    setTimeout(() => outgoing.socket?.destroy(), 20);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connected = helpDesks({
    settings: async () =>
      configuration.parse({ helpDesks: { zendesk: { baseUrl: `http://127.0.0.1:${port}` } } }).helpDesks,
    credentials: async () => CREDENTIALS,
    mailed: { answer: async () => {} },
  });
  const desk = await connected("zendesk");
  await expect(desk.answer(ANSWER)).rejects.toMatchObject({
    name: "TransientServiceError",
  });
  server.close();
});

it.each([
  ["the given time", { timeOutMs: 1234 }, 1234],
  ["six seconds unless a time is given", {}, 6000],
])("waits %s for a desk", async (_, limit, waitedMs) => {
  const timeOut = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
  const settings = { helpDesks: { zendesk: { baseUrl: "http://127.0.0.1:9" } } };
  const desk = await helpDesks({
    settings: async () => configuration.parse(settings).helpDesks,
    credentials: async () => CREDENTIALS,
    mailed: { answer: async () => {} },
    ...limit,
  })("zendesk");
  await expect(desk.answer(ANSWER)).rejects.toMatchObject({ name: "TransientServiceError" });
  expect(timeOut.mock.calls).toEqual([[waitedMs]]);
  timeOut.mockRestore();
});

it("refuses in Jira a status that the workflow has no way to", async () => {
  const ticket = world.open("jira");
  const headers = { "content-type": "application/json" };
  world.fail({ answer: { status: 200, headers, body: { transitions: [] } }, of: /GET .*transitions/ });
  await expect(world.answer(ticket, { status: "solved" })).rejects.toMatchObject({
    name: "HelpDeskRefusedError",
  });
});

describe("the desks of a deployment", () => {
  const mailed = mailedHelpDesk({ send: async () => {} }, "help@support.example", () => "<t@x>");
  const connectedTo = (desk: string) =>
    configuration.parse({ helpDesks: { [desk]: { baseUrl: "https://x.desk.example" } } }).helpDesks;

  it("are mail for the generic source", async () => {
    const desks = helpDesks({ settings: async () => ({}), credentials: async () => ({}), mailed });
    expect(await desks("generic")).toBe(mailed);
  });

  it.each(DESKS)("are not %s while it is not connected, or has no credentials", async (desk) => {
    const unconnected = helpDesks({
      settings: async () => ({}),
      credentials: async () => CREDENTIALS,
      mailed,
    });
    await expect(unconnected(desk)).rejects.toMatchObject({ name: "HelpDeskAccessError" });
    const locked = helpDesks({
      settings: async () => connectedTo(desk),
      credentials: async () => ({}),
      mailed,
    });
    await expect(locked(desk)).rejects.toMatchObject({ name: "HelpDeskAccessError" });
  });
});
