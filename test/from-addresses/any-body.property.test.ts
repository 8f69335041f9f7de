import fc from "fast-check";
import { expect, it } from "vitest";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { addressesWorld } from "./addresses-world.ts";

const { identity } = onboardingOf();

const text = fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress(), fc.constant(`news@${identity}`));

const nearly = fc.record(
  {
    addresses: fc.array(
      fc.oneof(
        text,
        fc.record(
          { address: text, displayName: text, replyAddress: text, mailboxExists: fc.boolean() },
          { requiredKeys: ["address"] },
        ),
        fc.jsonValue(),
      ),
      { maxLength: 60 },
    ),
    migratingFrom: fc.oneof(fc.jsonValue(), fc.record({ provider: text, addresses: fc.array(text) })),
    override: fc.oneof(text, fc.jsonValue()),
  },
  { requiredKeys: ["addresses"] },
);

it("whatever is sent is answered, and only right addresses are ever kept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(nearly, fc.jsonValue(), fc.string()), async (body) => {
      const world = await addressesWorld();
      const { status } = await world.ask("POST", "", body);
      expect([200, 400, 422]).toContain(status);
      const { fromAddresses } = await world.project();
      for (const { address } of fromAddresses) {
        expect(address).toMatch(/^[\x21-\x7e]{1,64}@([a-z0-9-]+\.)*oxfordstones\.example$/);
      }
      if (status !== 200) expect(fromAddresses).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

it("whatever an address in a path is, it is answered", async () => {
  const world = await addressesWorld();
  await fc.assert(
    fc.asyncProperty(text, async (address) => {
      const path = `/${address.replaceAll("/", "")}`;
      expect((await world.ask("DELETE", path)).status).toBe(404);
      expect((await world.ask("GET", `${path}/alignment`)).status).toBe(404);
    }),
  );
});
