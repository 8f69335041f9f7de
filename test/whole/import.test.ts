import { CreateEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runOpsAhead } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const MINUTE_MS = 60_000;
const TABLE = { TableName: "sendworthy-Table" };
const SLOTS = { pk: "budget#ses", sk: "budget" };

describeWhole("npm run ops -- import", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
    await world.ses.send(new CreateEmailIdentityCommand({ EmailIdentity: "old.example" }));
  });

  afterAll(() => world.stop());

  it.each([-10, 10])(
    "waits for its slot by the service's clock where its own is %i minutes off",
    async (minutes) => {
      const before = world.cloud.clock.now();
      await world.table.send(new PutCommand({ ...TABLE, Item: { ...SLOTS, nextSlotAt: before } }));
      expect(await runOpsAhead(minutes * MINUTE_MS, world, "import")).toEqual({
        code: 0,
        said: expect.stringContaining("old.example"),
      });
      const { Item } = await world.table.send(new GetCommand({ ...TABLE, Key: SLOTS }));
      expect(Item?.["nextSlotAt"]).toBeGreaterThan(before);
      expect(Item?.["nextSlotAt"]).toBeLessThan(world.cloud.clock.now() + MINUTE_MS);
    },
  );
});
