import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { linkOf, read, send } from "./customer.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DOMAIN = "stack.example";
const NAME_SERVERS = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"];

const shape = z.object({
  Resources: z.object({
    Records: z.object({ Properties: z.object({ RecordSets: z.array(z.object({ Name: z.string() })) }) }),
  }),
});

describeWhole("a zone at Route 53", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await writeZones(world.cloud.zonesDirectory);
  });
  afterAll(() => world.stop());

  it("is offered a stack, whose template the real bundle keeps and signs an address for", async () => {
    const { status, body } = await send(world, ticketFor(DOMAIN));
    expect(status).toBe(202);
    const { onboardingId } = JSON.parse(body);
    await eventually("the offer", async () =>
      (await read(world, onboardingId)).publication?.way === "route-53" ? true : undefined,
    );
    const link = linkOf(world, onboardingId);
    const { template, location } = await world.act(async () => {
      const pressed = await fetch(`${link}/publish`, { method: "POST", redirect: "manual" });
      const opened = pressed.headers.get("location") ?? "";
      const address = new URLSearchParams(opened.replace(/^.*\?(?=templateURL)/, "")).get("templateURL");
      return { location: opened, template: shape.parse(await (await fetch(address ?? "")).json()) };
    });
    expect(location).toMatch(/^https:\/\/console\.aws\.amazon\.com\/cloudformation\//);
    const { RecordSets } = template.Resources.Records.Properties;
    expect(RecordSets.map(({ Name }) => Name)).toEqual(
      (await read(world, onboardingId)).records.map(({ name }) => `${name}.`),
    );
  });
});

/** Writes the customer's zone and those of its name servers, all at the only local address. */
async function writeZones(directory: string): Promise<void> {
  const [first = ""] = NAME_SERVERS;
  const head = `$TTL 60\n@ SOA ${first}. hostmaster 1 7200 900 1209600 60\n`;
  for (const name of NAME_SERVERS) {
    const zone = name.replace(/^[^.]+\./, "");
    const own = `${name}. A 127.0.0.1\n`;
    await writeFile(join(directory, `${zone}.zone`), `${head}@ NS ${name}.\n${own}`);
    await appendFile(join(directory, "root.zone"), `${zone}. NS ${name}.\n${own}`);
  }
  const servers = (at: string) => NAME_SERVERS.map((name) => `${at} NS ${name}.\n`).join("");
  await writeFile(join(directory, `${DOMAIN}.zone`), `${head}${servers("@")}`);
  await appendFile(join(directory, "example.zone"), servers(`${DOMAIN}.`));
}
