import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../build.ts";
import { runCommand } from "../command-line.ts";
import { startCloud } from "../local/cloud.ts";
import { keepHeapsSmall } from "../local/small-heap.ts";
import { parseOptions } from "../parse-options.ts";
import { publishByOneClick } from "./one-click.ts";
import { playStory } from "./story.ts";
import { startTimeLine } from "./time-line.ts";

const USAGE = "npm run demo -- [--one-click] [--json]";

/** The clock is fast because SES needs about ten minutes to find the records, and name servers sometimes as long. */
const SPEED = 120;

const ANY_FREE_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };

async function demo(): Promise<number> {
  const isOff = { type: "boolean", default: false } as const;
  const { values } = parseOptions({ options: { json: isOff, "one-click": isOff } });
  const begin = performance.now();
  keepHeapsSmall();
  await build();
  const dataDirectory = await mkdtemp(join(tmpdir(), "sendworthy-demo-"));
  const cloud = await startCloud({ dataDirectory, ports: ANY_FREE_PORT, speed: SPEED });
  try {
    console.log(
      `A local cloud in ${dataDirectory}; its clock runs ${SPEED} times as fast while no work is running.`,
    );
    const publish = values["one-click"] ? publishByOneClick : undefined;
    const outcome = await playStory(cloud, startTimeLine(cloud.clock, console.log), publish);
    const elapsedMs = Math.round(performance.now() - begin);
    console.log(`\n${outcome.onboardingId} is ${outcome.status} after ${(elapsedMs / 1000).toFixed(1)} s.`);
    if (values.json) console.log(JSON.stringify({ ...outcome, elapsedMs }));
    // The test message shows that everything works.
    return outcome.testMail.dmarc === "pass" ? 0 : 1;
  } finally {
    await cloud.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

await runCommand({ name: "demo", usage: USAGE, failure: 1 }, demo);
