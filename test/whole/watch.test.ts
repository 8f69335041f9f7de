import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, mailTo } from "../../infra/demo/customer.ts";
import { open, publish, read, say } from "./customer.ts";
import { executions, sent, settled } from "./evidence.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DOMAIN = "watched.example";

/** The time limit for waiting hours of the clock. */
const PATIENCE_MS = 90_000;

describeWhole("the watch over a verified domain", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  async function rewrite(zone: string, change: (text: string) => string): Promise<void> {
    const file = join(world.cloud.zonesDirectory, `${zone}.zone`);
    await writeFile(file, change(await readFile(file, "utf8")));
  }

  function told(onboardingId: string, pattern: RegExp): Promise<string[]> {
    return eventually(
      `a notice like ${pattern}`,
      () => {
        const found = Object.keys(sent(world, onboardingId)).filter((name) => pattern.test(name));
        return found.length === 3 ? found : undefined;
      },
      PATIENCE_MS,
    );
  }

  it("reports a zone that moved and lost its records, and their return, each once", async () => {
    const onboardingId = await open(world, DOMAIN);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).records.length > 0 ? true : undefined,
    );
    await publish(world, onboardingId);
    await say(world, onboardingId, "confirm");
    const ready = await settled(world, onboardingId);
    expect(ready.status).toBe("ready");

    // Another DNS host takes over the zone, without the CNAME records.
    const move = (text: string) => text.replaceAll(/\bns1\b/g, "ns-new");
    await rewrite("example", (text) =>
      text
        .split("\n")
        .map((line) => (line.includes(DOMAIN) ? move(line) : line))
        .join("\n"),
    );
    let cnames = "";
    await rewrite(DOMAIN, (text) => {
      const lines = move(text).split("\n");
      cnames = lines.filter((line) => /\sCNAME\s/.test(line)).join("\n");
      return lines.filter((line) => !/\sCNAME\s/.test(line)).join("\n");
    });
    expect(cnames.split("\n")).toHaveLength(3);

    await told(onboardingId, /^domain_degraded\/dkim\/\d+\//);
    expect((await runOps(world, "show", onboardingId)).said).toMatch(/^SES gives up +\d{4}-\d\d-\d\d/m);
    await told(onboardingId, /^domain_lost\/2\//);
    const warning = mailTo(world.cloud, `dns@${DOMAIN}`, /no longer finds DNS records/);
    expect(warning?.text).toMatch(/until about \d+ \w+ \d{4} at .* 72 hours are left/);
    const letter = mailTo(world.cloud, `dns@${DOMAIN}`, /have disappeared/)?.text ?? "";
    expect(letter).toMatch(/_domainkey\.watched\.example, last right on \d+ \w+ \d{4} at \d\d:\d\d UTC/);
    expect(letter.replaceAll(/\s+/g, " ")).toContain(`changed from ns1.${DOMAIN} to ns-new.${DOMAIN}.`);
    expect(letter).toContain("/setup/");
    expect(await read(world, onboardingId)).toMatchObject({ status: "lost", attempt: 2 });

    await rewrite(DOMAIN, (text) => `${text}\n${cnames}\n`);
    await say(world, onboardingId, "confirm");
    await told(onboardingId, /^domain_recovered\/\d+\//);
    expect(await settled(world, onboardingId, PATIENCE_MS)).toMatchObject({ status: "ready", attempt: 2 });
    expect(await executions(world, onboardingId)).toMatchObject([
      { status: "SUCCEEDED" },
      { status: "SUCCEEDED" },
    ]);
    const counts = sent(world, onboardingId);
    expect(Object.values(counts).every((count) => count === 1)).toBe(true);
    const types = Object.keys(counts).map((name) => name.split("/")[0]);
    expect(types.filter((type) => type?.startsWith("domain_"))).toHaveLength(9);
    expect(types.filter((type) => type === "ready")).toHaveLength(3);
  });
});
