import { once } from "node:events";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Onboarding, onboarding } from "#core/onboarding/onboarding";
import type { RequiredRecord } from "#core/records/required-records";
import { setupToken } from "#platform/setup-link/setup-token";
import { build } from "../../build.ts";
import { type SendTicket, ticketSender } from "../../demo/send-ticket.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import { prepareZones } from "../../local/world.ts";
import { addZone, ticketFor } from "../whole/customers.ts";
import { isOnboarding, settled } from "../whole/settled.ts";
import { keptItems, queued } from "../whole/table-file.ts";
import { watchMemory } from "./memory.ts";

/** The figures of a number of simultaneous onboardings on the local cloud. */
interface LoadRun {
  readonly onboardings: number;
  readonly ready: number;
  /** The time until all tickets, sent at once, were answered. */
  readonly answeredSeconds: number;
  /** The time until all customers were sent their records. */
  readonly openedSeconds: number;
  /** The time from the first published record to the last ready onboarding. */
  readonly readySeconds: number;
  /** The processor time of the cloud's process alone. */
  readonly cpuSeconds: number;
  /** The peak memory of the cloud and its DynamoDB together. */
  readonly megabytes: number;
}

/** The result of `npm run bench -- load`. */
export interface LoadResult {
  readonly bench: "load";
  readonly runs: readonly LoadRun[];
  /** The ratio of the time for all onboardings to the time for a tenth of them. */
  readonly growth: number;
  /** The same ratio of the processor times. */
  readonly cpuGrowth: number;
  /** The exceeded bounds, in words. */
  readonly broken: readonly string[];
}

const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };
/**
 * A speed at which hourly checks come soon enough, while schedules of one minute do not use up the processor.
 */
const SPEED = 60;
/** The number of customers who confirm at the same time. */
const AT_ONCE = 10;
const CHECK_EVERY_MS = 1000;
const LIMIT_MS = 3_600_000;
const MOST_GROWTH = 11;

/** Runs a tenth of the onboardings, and then all of them, each time in a new cloud, with all records published at once. */
export async function benchLoad(onboardings: number, print: (line: string) => void): Promise<LoadResult> {
  await build();
  const interruption = interrupted();
  const runs: LoadRun[] = [];
  for (const count of [Math.ceil(onboardings / 10), onboardings]) {
    const run = await load(count, interruption);
    print(JSON.stringify(run));
    runs.push(run);
  }
  const growth = growthOf(runs, (run) => run.answeredSeconds + run.openedSeconds + run.readySeconds);
  const cpuGrowth = growthOf(runs, ({ cpuSeconds }) => cpuSeconds);
  const broken = [
    ...runs
      .filter(({ ready, onboardings: count }) => ready < count)
      .map(({ onboardings: count, ready }) => `${ready} of ${count} got ready`),
    ...(growth > MOST_GROWTH ? [`ten times the onboardings took ${growth} times the time`] : []),
  ];
  return { bench: "load", runs, growth, cpuGrowth, broken };
}

function growthOf(runs: readonly LoadRun[], figure: (run: LoadRun) => number): number {
  const [few = Number.NaN, all = Number.NaN] = runs.map(figure);
  return Number((all / few).toFixed(2));
}

/** Rejects when the process receives a signal to end, so that the bench leaves nothing behind. */
async function interrupted(): Promise<never> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  throw new Error("interrupted");
}

async function load(count: number, interruption: Promise<never>): Promise<LoadRun> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "sendworthy-load-"));
  const zones = prepareZones(dataDirectory);
  const domains = Array.from({ length: count }, (_, number) => `load${number}.example`);
  for (const domain of domains) await addZone(zones, domain);
  const parameters = { SesSlotMilliseconds: "0" };
  const cloud = await startCloud({ dataDirectory, ports: ANY_PORT, speed: SPEED, parameters });
  try {
    return await Promise.race([openAndFinish(cloud, domains), interruption]);
  } finally {
    await cloud.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function openAndFinish(cloud: Cloud, domains: readonly string[]): Promise<LoadRun> {
  const onboardings = domains.length;
  const cpuBefore = process.cpuUsage();
  const memory = watchMemory(cloud.dataDirectory);
  const answeredSeconds = await timed(() => sendAll(cloud, domains));
  const openedSeconds = await timed(() => untilAllNotified(cloud, onboardings));
  let ready = 0;
  const readySeconds = await timed(async () => {
    await publishAll(cloud);
    await confirmAll(cloud);
    const items = await settled(cloud, onboardings, LIMIT_MS);
    ready = items.filter((item) => isOnboarding(item) && item["status"] === "ready").length;
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(1));
  const megabytes = memory.peakMegabytes();
  return { onboardings, ready, answeredSeconds, openedSeconds, readySeconds, cpuSeconds, megabytes };
}

/** Sends all tickets at once, as a help desk does after an outage. */
async function sendAll({ urls }: Cloud, domains: readonly string[]): Promise<void> {
  const send = await ticketSender(urls);
  await Promise.all(
    domains.map((domain) =>
      sendOne(send, domain).catch(async (error: unknown) => {
        // Node waits five minutes for an answer, which a busy machine may exceed; a help desk then sends again.
        if (!(error instanceof TypeError)) throw error;
        await sendOne(await ticketSender(urls), domain);
      }),
    ),
  );
}

async function sendOne(send: SendTicket, domain: string): Promise<void> {
  const { status, body } = await send(ticketFor(domain));
  if (status !== 202) throw new Error(`The ticket for ${domain} was answered ${status} ${body}`);
}

async function untilAllNotified(cloud: Cloud, onboardings: number): Promise<void> {
  const areAllNotified = () =>
    // Counting the queue first is cheap; reading all items each time would slow a large cloud.
    queued(cloud.dataDirectory, "undelivered") === 0 &&
    waiting(cloud).filter(({ wait }) => wait !== undefined).length === onboardings;
  while (!areAllNotified()) await sleep(CHECK_EVERY_MS);
}

function waiting({ dataDirectory }: Cloud): Onboarding[] {
  return keptItems(dataDirectory, "onboarding").map((item) => onboarding.parse(item));
}

/** Confirms the records for each customer. */
async function confirmAll(cloud: Cloud): Promise<void> {
  const { current } = z
    .object({ current: z.string() })
    .parse(JSON.parse(cloud.secret("sendworthy-LinkSecret")));
  await forEach(waiting(cloud), async (one) => {
    const url = `${cloud.urls.http}/setup/${setupToken(one, current)}/confirm`;
    const { status } = await fetch(url, { method: "POST", redirect: "manual" });
    if (status !== 303) throw new Error(`The confirmation of ${one.identity} was answered ${status}`);
  });
}

async function forEach<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const actOnRest = async (): Promise<void> => {
    for (const one of left) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, actOnRest));
}

/** Publishes the records of all customers. */
async function publishAll(cloud: Cloud): Promise<void> {
  for (const { identity, records } of waiting(cloud)) {
    await appendFile(join(cloud.zonesDirectory, `${identity}.zone`), `\n${records.map(line).join("\n")}\n`);
  }
}

function line({ name, type, priority, value }: RequiredRecord): string {
  const data = type === "TXT" ? `"${value}"` : `${priority === undefined ? "" : `${priority} `}${value}.`;
  return `${name}. ${type} ${data}`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Number(((performance.now() - startedAt) / 1000).toFixed(1));
}
