import type { ProbeDeps } from "../../../functions/probe-domains/deps.ts";
import type { Ports } from "./functions.ts";
import type { Story } from "./story.ts";

/** Returns the prober's ports for the domain of one story, which needs no index and no parts. */
export function proberDeps({ table, resumer, turns }: Ports, { prober }: Story): ProbeDeps {
  return {
    table,
    resumer,
    turns,
    prober,
    index: { read: async () => [] },
    shards: { start: async () => undefined },
    pause: async () => undefined,
  };
}
