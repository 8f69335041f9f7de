import { expect, it } from "vitest";
import { oneClickSource } from "#adapters/domain-connect/one-click-source";
import { memorySession } from "../../diagnosis/memory-session.ts";

const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};

/** Makes the source where DNS has no address of any provider. */
function sourceOf(deployed: typeof service | undefined) {
  const resolver = { open: () => memorySession("customer.example", [new Map()]) };
  return oneClickSource(deployed, { resolver, allowedRanges: [], readPublicKey: async () => "a key" });
}

it("has no source of one-click publication without Domain Connect", () => {
  expect(sourceOf(undefined)).toBeUndefined();
});

it("reads the platform's key, and says of each provider without an answer that nothing is known", async () => {
  const source = sourceOf(service);
  expect(source?.providerId).toBe("platform.example");
  expect(await source?.readPublicKey()).toBe("a key");
  expect(await source?.askProviders()).toEqual([
    { provider: "Cloudflare", isKnown: undefined },
    { provider: "GoDaddy", isKnown: undefined },
    { provider: "IONOS", isKnown: undefined },
  ]);
});
