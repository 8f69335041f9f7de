import { expect, it } from "vitest";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import { checkSteps } from "../../infra/ops/one-click-steps.ts";
import { serveZones } from "../support/zones.ts";

const KEY = Buffer.from("k".repeat(300)).toString("base64");

/** Returns the key's step for the TXT records at a name of the platform's zone. */
async function keyStep(host: string, key: string) {
  const records = publicKeyTexts(key).map((text) => `${host} IN TXT "${text}"\n`);
  const { server } = await serveZones({ "platform.example": records.join("") });
  const options = { zones: [], resolver: { address: "127.0.0.1", port: server.port }, port: server.port };
  const [step] = await checkSteps("platform.example", KEY, options);
  return step;
}

it("knows whether the public key is in the DNS, or where a DNS panel put it", async () => {
  expect(await keyStep("_dck1", KEY)).toMatchObject({ subject: "_dck1.platform.example", isDone: true });
  expect(await keyStep("_dck1", KEY.slice(4))).toMatchObject({
    isDone: false,
    said: expect.stringContaining("another key"),
  });
  expect(await keyStep("_other", KEY)).toMatchObject({
    isDone: false,
    said: expect.stringContaining("add the TXT records"),
  });
  expect(await keyStep("_dck1.platform.example", KEY)).toMatchObject({
    isDone: false,
    said: expect.stringContaining("_dck1.platform.example.platform.example"),
  });
});

it("knows that a zone has no provider with the template", async () => {
  const { server } = await serveZones({ "customer.example": "" });
  const options = {
    zones: ["customer.example"],
    resolver: { address: "127.0.0.1", port: server.port },
    port: server.port,
  };
  const steps = await checkSteps("platform.example", KEY, options);
  expect(steps[1]).toMatchObject({ subject: "customer.example", isDone: false });
});
