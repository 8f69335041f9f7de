import { once } from "node:events";
import { statSync } from "node:fs";
import { runCommand, UsageError } from "./command-line.ts";
import { loopbackAddressesIn } from "./dns/loopback-addresses.ts";
import { startDnsServer } from "./local/dns/dns-server.ts";
import { PortTakenError } from "./local/listen.ts";
import { parseOptions } from "./parse-options.ts";

const NAME = "dns";
const USAGE = "npm run dns -- --zones DIR --port N";

/** Serves a directory of zone files until the process is interrupted. */
async function dns(): Promise<number> {
  const { values } = parseOptions({ options: { zones: { type: "string" }, port: { type: "string" } } });
  const { zones } = values;
  if (zones === undefined || values.port === undefined) throw new UsageError("--zones and --port are needed");
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new UsageError(`"${values.port}" is not a port`);
  if (statSync(zones, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`"${zones}" is not a directory`);
  }
  const server = await start(zones, port);
  console.log(`${zones} is served on ${server.hosts.join(", ")} port ${server.port}`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.stop();
  return 0;
}

async function start(zones: string, port: number) {
  try {
    return await startDnsServer({ zones, hosts: loopbackAddressesIn(zones), port });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw isTaken ? new PortTakenError(port, "the DNS server", { cause: error }) : error;
  }
}

await runCommand({ name: NAME, usage: USAGE, failure: 1 }, dns);
