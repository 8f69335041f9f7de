import { statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually } from "../../infra/demo/customer.ts";
import { linkOf, open, publish, say } from "./customer.ts";
import { history, sent, settled } from "./evidence.ts";
import { BROKEN, failing } from "./faults.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

/** The databases and zone files, which are data and not logs. */
const DATA = /^(cloud|dynamodb)\.db(-\w+)?$|^zones\//;

describeWhole("secrets", () => {
  it("and people are in no log line and in no file but the databases", async () => {
    const world = await startWorld();
    try {
      const onboardingId = await open(world, "secret.example");
      await eventually("the letter", () =>
        sent(world, onboardingId)["records_issued/1/customer"] ? true : undefined,
      );
      await publish(world, onboardingId);
      // Failures are logged, so the calls that carry secrets are made to fail at first.
      const faults = [
        failing("states:SendTaskSuccess", 4, BROKEN),
        failing("secretsmanager:GetSecretValue", 3, BROKEN),
        failing("dynamodb:TransactWriteItems", 4, BROKEN, ({ body }) => body.includes('"token"')),
      ];
      for (const fault of faults) world.faults.add(fault);
      await fetch(`${linkOf(world, onboardingId)}x/confirm`, { method: "POST" });
      await eventually("the confirmation", async () =>
        (await say(world, onboardingId, "confirm")).status === 200 ? true : undefined,
      );
      expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });

      expect(faults.map((fault) => fault.left())).toEqual([0, 0, 0]);
      const secrets = await secretsOf(world, onboardingId);
      expect(secrets.length).toBeGreaterThanOrEqual(5);
      const files = await filesBelow(world.cloud.dataDirectory);
      expect(files.some((file) => file.startsWith("logs/"))).toBe(true);
      for (const file of files.filter((name) => !DATA.test(name))) {
        const text = await readFile(join(world.cloud.dataDirectory, file), "utf8");
        for (const { what, value } of secrets) expect(text.includes(value), `${what} in ${file}`).toBe(false);
      }
    } finally {
      await world.stop();
    }
  });

  it.skipIf(process.platform === "win32")("are in files that only the owner can read", async () => {
    const world = await startWorld();
    try {
      await open(world, "private.example");
      const { dataDirectory } = world.cloud;
      const files = (await filesBelow(dataDirectory)).filter((name) => !name.startsWith("zones/"));
      const others = files.filter((name) => (statSync(join(dataDirectory, name)).mode & 0o077) !== 0);
      expect(files).toEqual(expect.arrayContaining(["cloud.db", "dynamodb.db", "logs/receive-ticket.log"]));
      expect(others.filter((name) => !name.endsWith(".pid"))).toEqual([]);
    } finally {
      await world.stop();
    }
  });
});

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1));
}

/** Returns all secrets that an onboarding was issued or the cloud holds, and the people involved. */
async function secretsOf(
  world: World,
  onboardingId: string,
): Promise<Array<{ what: string; value: string }>> {
  const tokens = (await history(world, onboardingId)).flatMap(({ taskScheduledEventDetails: task }) => {
    const { Payload } = JSON.parse(task?.parameters ?? "{}") as { Payload?: { token?: string } };
    return Payload?.token ?? [];
  });
  const link = linkOf(world, onboardingId).split("/").at(-1)?.split(".")[1] ?? "";
  const secretOf = (name: string) => JSON.parse(world.cloud.secret(`sendworthy-${name}`));
  const desks: Record<string, { current: string }> = secretOf("HelpDeskWebhooks");
  const kept = [
    ...["WebhookSecret", "LinkSecret"].map((name) => ({ what: name, value: String(secretOf(name).current) })),
    ...Object.entries(desks).map(([desk, { current }]) => ({ what: desk, value: current })),
  ];
  return [
    ...new Set(tokens).values().map((value) => ({ what: "a task token", value })),
    { what: "the token of the set-up link", value: link },
    { what: "the requester", value: "dns@secret.example" },
    { what: "a from address", value: "news@secret.example" },
    ...kept,
  ];
}
