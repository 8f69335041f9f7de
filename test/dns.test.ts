import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { loopbackAddressesIn } from "../infra/dns/loopback-addresses.ts";
import { ask, lines } from "./support/dns-asking.ts";
import { ZONE_HEAD } from "./support/zones.ts";

const D = "oxfordstones.example";

function directoryWith(zone: string): string {
  const directory = mkdtempSync(join(tmpdir(), "zones-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, `${D}.zone`), ZONE_HEAD + zone);
  return directory;
}

it("serves a directory of zone files until it is interrupted", async () => {
  const directory = directoryWith("www A 192.0.2.1\n");
  const server = spawn(process.execPath, ["infra/dns.ts", "--zones", directory, "--port", "0"]);
  onTestFinished(() => void server.kill());
  const [said] = await once(server.stdout, "data");
  const port = Number(/port (\d+)/.exec(String(said))?.[1]);
  expect(lines((await ask({ port }, `www.${D}`, "A")).answers)).toEqual([`www.${D} A 192.0.2.1`]);
  server.kill("SIGINT");
  expect(await once(server, "exit")).toEqual([0, null]);
});

it.each([
  [[]],
  [["--zones", "test"]],
  [["--zones", "no-such-directory", "--port", "5300"]],
  [["--zones", "test", "--port", "x"]],
  [["--zones", "test", "--port", "70000"]],
  [["--zone", "test"]],
])("says in one line what is wrong with %j", async (args) => {
  const run = promisify(execFile)(process.execPath, ["infra/dns.ts", ...args]);
  await expect(run).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringMatching(/^dns: .*usage: .*\n$/),
  });
});

it("listens wherever a zone file names a loopback address", () => {
  const zone = "ns2 A 127.0.0.3\nx A 10.127.0.0\n; @disagree www 127.0.0.2 A\nold TXT 127.0.0.300\n";
  expect(loopbackAddressesIn(directoryWith(zone))).toEqual(["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
});
