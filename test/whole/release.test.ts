import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../infra/demo/customer.ts";
import { open, publish, read, say } from "./customer.ts";
import { identities, sent, settled } from "./evidence.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DAY_MS = 24 * 3600 * 1000;

describeWhole("npm run ops -- release", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  const ops = (...given: string[]) => runOps(world, ...given);

  it("releases a domain that is no longer used, and SES has nothing of it 30 days later", async () => {
    const onboardingId = await open(world, "leaving.example");
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    await publish(world, onboardingId);
    const mailServer = "\n@ IN MX 10 mail\nmail IN A 192.0.2.25\n";
    await appendFile(join(world.cloud.zonesDirectory, "leaving.example.zone"), mailServer);
    await say(world, onboardingId, "confirm");
    const { project, fromAddresses } = await settled(world, onboardingId);
    const [address = ""] = fromAddresses;
    expect(await ops("release", onboardingId, "--yes")).toEqual({
      code: 1,
      said: `ops: This domain is needed: ${address} of ${project}\n`,
    });
    await ops("from-addresses", "remove", project, address, "--because", "they left");
    expect(await ops("release", onboardingId)).toMatchObject({ code: 0, said: /Nothing was done yet/ });
    expect((await read(world, onboardingId)).status).toBe("ready");
    expect(await ops("release", onboardingId, "--yes")).toMatchObject({ code: 0, said: /is cancelled/ });
    expect(await identities(world)).toContain("leaving.example");
    await world.restart(31 * DAY_MS);
    await eventually("the deletion", async () =>
      (await identities(world)).includes("leaving.example") ? undefined : true,
    );
    await eventually("the letter", async () =>
      sent(world, onboardingId)["identity_released/customer"] === undefined ? undefined : true,
    );
  });
});
