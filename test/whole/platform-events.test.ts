import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../infra/demo/customer.ts";
import { open, publish } from "./customer.ts";
import { settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

/** A webhook as the platform received it; it is used only if its signature is valid. */
interface Taken {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const STORY = [
  "onboarding.requested",
  "onboarding.records_issued",
  "onboarding.dkim_verified",
  "onboarding.verified",
  "onboarding.ready",
];

describeWhole("the events of a story", () => {
  const taken: Taken[] = [];
  const platform = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    taken.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(204).end();
  });
  let world: World;

  beforeAll(async () => {
    platform.listen(0, "127.0.0.1");
    await once(platform, "listening");
    const { port } = platform.address() as AddressInfo;
    world = await startWorld({ parameters: { PlatformUrl: `http://127.0.0.1:${port}/events` } });
  });

  afterAll(async () => {
    await world.stop();
    platform.close();
  });

  it("reach the bus and the platform, each once, and none before it happened", async () => {
    const onboardingId = await open(world, "stones.example");
    await eventually("the records", () =>
      taken.some(({ body }) => body.includes("records_issued")) ? true : undefined,
    );
    await publish(world, onboardingId);
    await settled(world, onboardingId);
    const events = await eventually("all webhooks", () => (taken.length >= STORY.length ? taken : undefined));
    const { current } = JSON.parse(world.cloud.secret("sendworthy-PlatformSecret")) as { current: string };
    const verified = events.map(({ headers, body }) => {
      const signed = new Webhook(current).sign(
        String(headers["webhook-id"]),
        new Date(Number(headers["webhook-timestamp"]) * 1000),
        body,
      );
      expect(headers["webhook-signature"]).toBe(signed);
      return JSON.parse(body) as { id: string; type: string; timestamp: string };
    });
    const inOrder = verified.toSorted((one, other) => one.timestamp.localeCompare(other.timestamp));
    expect(inOrder.map(({ type }) => type).sort()).toEqual(STORY.toSorted());
    expect([inOrder[0]?.type, inOrder.at(-1)?.type]).toEqual(["onboarding.requested", "onboarding.ready"]);
    const onBus = world.cloud.events().filter(({ source }) => source === "sendworthy");
    expect(onBus.map(({ detail }) => detail)).toEqual(expect.arrayContaining(verified));
    expect(onBus).toHaveLength(STORY.length);
  });
});
