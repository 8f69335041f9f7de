import { setTimeout as sleep } from "node:timers/promises";
import { serve, zonesOf } from "./zones.ts";

/** The message to the servers' process: the delay of each answer. */
const { domains, delayMs } = JSON.parse(process.argv[2] ?? "{}") as { domains: number; delayMs: number };

const zones = zonesOf(domains);
const before = () => (delayMs === 0 ? undefined : sleep(delayMs));
const [authority, resolver] = await Promise.all([
  serve(zones, { resolver: false, before }),
  serve(zones, { resolver: true, before }),
]);
process.send?.({ authority: authority.port, resolver: resolver.port });
process.on("disconnect", () => process.exit());
