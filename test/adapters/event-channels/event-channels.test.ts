import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { eventbridgeBus } from "#adapters/event-channels/eventbridge-bus";
import { signedWebhook } from "#adapters/event-channels/signed-webhook";
import { TransientServiceError } from "#core/errors";
import type { PublishedEvent } from "#core/notices/published-event";

const EVENT: PublishedEvent = {
  id: "onb_1/ready",
  type: "onboarding.ready",
  timestamp: "2026-11-23T09:00:00.000Z",
  data: { onboardingId: "onb_1" },
};
const SECRETS = ["current", "previous"].map((word) => Buffer.from(word.padEnd(33, "!")).toString("base64"));

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a platform that answers with `status`, and collects what it received. */
async function startPlatform(status: number, headers: Record<string, string> = {}) {
  const taken: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    taken.push({ headers: request.headers, body });
    response.writeHead(status, headers).end("x".repeat(100_000));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/events`, taken };
}

const send = (url: string) => signedWebhook(url, async () => SECRETS).send(EVENT, Date.now());

describe("by webhook, an event", () => {
  it("is signed by the Standard Webhooks specification, with both secrets during a rotation", async () => {
    const { url, taken } = await startPlatform(204);
    await send(url);
    const [{ headers = {}, body = "" } = {}] = taken;
    for (const secret of SECRETS)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(EVENT);
    expect(headers["webhook-id"]).toBe(EVENT.id);
  });

  it.each([400, 410, 429, 500, 503])("is tried again if the platform answers %i", async (status) => {
    const { url } = await startPlatform(status);
    await expect(send(url)).rejects.toThrow(TransientServiceError);
  });

  it("is not sent on to an address that the platform redirects to", async () => {
    const elsewhere = await startPlatform(200);
    const { url } = await startPlatform(307, { location: elsewhere.url });
    await expect(send(url)).rejects.toThrow(TransientServiceError);
    expect(elsewhere.taken).toEqual([]);
  });

  it("is tried again if no server listens", async () => {
    await expect(send("http://127.0.0.1:9/events")).rejects.toThrow(TransientServiceError);
  });
});

describe("on the bus, an event", () => {
  it("is the whole detail, and its type is the detail type", async () => {
    const client = new EventBridgeClient({});
    const bridge = mockClient(client);
    bridge.on(PutEventsCommand).resolves({ Entries: [{ EventId: "e" }], FailedEntryCount: 0 });
    await eventbridgeBus(client, "default").send(EVENT, 0);
    expect(bridge.commandCalls(PutEventsCommand)[0]?.args[0].input).toEqual({
      Entries: [
        {
          EventBusName: "default",
          Source: "sendworthy",
          DetailType: "onboarding.ready",
          Detail: JSON.stringify(EVENT),
          Time: new Date(EVENT.timestamp),
        },
      ],
    });
  });

  it("is tried again if the bus refuses it although the call succeeds", async () => {
    const client = new EventBridgeClient({});
    mockClient(client)
      .on(PutEventsCommand)
      .resolves({ Entries: [{ ErrorCode: "InternalFailure" }], FailedEntryCount: 1 });
    await expect(eventbridgeBus(client, "default").send(EVENT, 0)).rejects.toThrow(/InternalFailure/);
  });
});
