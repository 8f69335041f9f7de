import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onboardingEvent } from "#core/onboarding/event";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import type { Identity } from "../../local/ses/identity.ts";
import { prepareZones } from "../../local/world.ts";
import { median } from "../median.ts";
import { type Random, randomOf } from "../random.ts";
import { addZone } from "../whole/customers.ts";
import { type PersistentPeople, persistentPeople } from "../whole/persistent-people.ts";
import { executionsOf, isFinal, isOnboarding, settled } from "../whole/settled.ts";
import { startProcess } from "../whole/start-process.ts";
import { type KeptItem, keptItems } from "../whole/table-file.ts";

/** The number of kills and of onboardings. */
interface KillsExtent {
  readonly seed: number;
  readonly onboardings: number;
  readonly kills: number;
}

/** The result of onboardings whose cloud was killed repeatedly. */
export interface KillsResult extends KillsExtent {
  /** The median number of onboardings under way at a kill. */
  readonly inFlightMedian: number;
  /** The kills while notices were being sent, and the number of those notices. */
  readonly killsInSendWindow: number;
  readonly sendsCutShort: number;
  readonly ready: number;
  /** Onboardings without exactly one identity, or without exactly one execution that succeeded. */
  readonly doubledOrLost: readonly string[];
  /** The due notices that no service accepted, and that no later message contains. */
  readonly untold: readonly string[];
  /** The number of repeated deliveries of notices. */
  readonly toldTwice: number;
  readonly seconds: number;
  /** The exceeded bounds, in words. */
  readonly broken: readonly string[];
}

/** The number of onboardings under way while the cloud is killed. */
export const KILLED_ONBOARDINGS = 50;

/** The speed during the kills, so slow that most onboardings are under way at most kills. */
const SPEED = 2;
/** The speed after the kills. At a higher speed the five-minute lease of a notice could end while a busy machine sends it. */
const SPEED_AT_THE_END = 20;
/** The customers publish one after the other, the last one after this share of the kills. */
const PUBLISHED_BY = 0.6;
/** The longest life of a cloud, as a multiple of its start time, because the speed of the machine decides both. */
const LONGEST_LIFE = 3;
const BEGINNING_LIMIT_MS = 600_000;
/** The beginning of the sort key of a notice's delivery state. */
const NOTICE = "notice#";
const END_LIMIT_MS = 600_000;
const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };

/** Kills the local cloud by SIGKILL again and again at random moments, then lets everything finish. */
export async function benchKills(extent: KillsExtent, print: (line: string) => void): Promise<KillsResult> {
  const startedAt = performance.now();
  const { onboardings } = extent;
  const dataDirectory = await mkdtemp(join(tmpdir(), "sendworthy-kills-"));
  try {
    const people = await peopleOf(prepareZones(dataDirectory), onboardings);
    const interruptions = await interrupt(dataDirectory, people, extent, print);
    people.mayPublish(onboardings);
    const cloud = await startCloud({ dataDirectory, ports: ANY_PORT, speed: SPEED_AT_THE_END });
    try {
      const result = {
        ...extent,
        inFlightMedian: median(interruptions.map(({ inFlight }) => inFlight)),
        killsInSendWindow: interruptions.filter(({ sending }) => sending > 0).length,
        sendsCutShort: interruptions.reduce((sum, { sending }) => sum + sending, 0),
        ...(await end(cloud, people, onboardings)),
        seconds: Math.round((performance.now() - startedAt) / 1000),
      };
      return { ...result, broken: brokenBounds(result) };
    } finally {
      await cloud.stop();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function peopleOf(zones: string, onboardings: number): Promise<PersistentPeople> {
  const people = persistentPeople(zones);
  for (let number = 0; number < onboardings; number += 1) {
    const domain = `kill${number}.example`;
    await addZone(zones, domain);
    people.welcome(domain);
  }
  people.mayPublish(0);
  return people;
}

/** Starts the cloud and kills it, again and again. Returns what each kill interrupted. */
async function interrupt(
  dataDirectory: string,
  people: PersistentPeople,
  { seed, onboardings, kills }: KillsExtent,
  print: (line: string) => void,
): Promise<Interruption[]> {
  const random = randomOf(seed, 2_000_003);
  const startMs = await begin(dataDirectory, people, onboardings);
  const known = new Set<string>();
  const interruptions = [interruptionOf(dataDirectory, known)];
  for (let kill = 1; kill < kills; kill += 1) {
    people.mayPublish(Math.ceil((onboardings * kill) / (PUBLISHED_BY * kills)));
    await live(dataDirectory, startMs, random, people);
    interruptions.push(interruptionOf(dataDirectory, known));
    if ((kill + 1) % 10 === 0)
      print(`${kill + 1} kills, ${interruptions.at(-1)?.inFlight} onboardings under way`);
  }
  return interruptions;
}

/** Runs the cloud until every ticket is accepted. Returns the milliseconds that the cloud took to start. */
async function begin(dataDirectory: string, people: PersistentPeople, onboardings: number): Promise<number> {
  const startedAt = performance.now();
  const { child, up, ended, output } = startProcess(dataDirectory, "--speed", String(SPEED));
  const urls = await up;
  if (urls === undefined) throw new Error(`It did not start:\n${output()}`);
  const startMs = performance.now() - startedAt;
  const isOver = () =>
    people.onboardings().length === onboardings || performance.now() > startedAt + BEGINNING_LIMIT_MS;
  await people.meet(urls, isOver);
  child.kill("SIGKILL");
  await ended;
  return startMs;
}

/** Runs the cloud for a random time; one run in five ends during the start. */
async function live(
  dataDirectory: string,
  startMs: number,
  random: Random,
  people: PersistentPeople,
): Promise<void> {
  const [isShort, share] = [random.chance(0.2), random.next()];
  const { child, up, ended, output } = startProcess(dataDirectory, "--speed", String(SPEED));
  if (isShort) {
    await sleep(share * startMs);
  } else {
    const urls = await up;
    if (urls === undefined) throw new Error(`It did not start again:\n${output()}`);
    let isOver = false;
    const meeting = people.meet(urls, () => isOver);
    await sleep(share * LONGEST_LIFE * startMs);
    child.kill("SIGKILL");
    isOver = true;
    await meeting;
  }
  child.kill("SIGKILL");
  await ended;
}

/** The work that a kill interrupted. */
interface Interruption {
  readonly inFlight: number;
  /** The number of notices whose sending had begun but was not recorded as ended. */
  readonly sending: number;
}

/** Counts interrupted work. `known` holds the sends that an earlier kill interrupted and that were not repeated since. */
function interruptionOf(dataDirectory: string, known: Set<string>): Interruption {
  const items = keptItems(dataDirectory);
  const cutShort = items
    .filter((item) => item["state"] === "sending")
    .map((item) => `${item["sk"]} ${item["tries"]}`)
    .filter((send) => !known.has(send));
  for (const send of cutShort) known.add(send);
  return {
    inFlight: items.filter((item) => isOnboarding(item) && !isFinal(item["status"])).length,
    sending: cutShort.length,
  };
}

async function end(cloud: Cloud, people: PersistentPeople, onboardings: number) {
  let isOver = false;
  const meeting = people.meet(cloud.urls, () => isOver || people.confirmed().length === onboardings);
  const items = await settled(cloud, onboardings, END_LIMIT_MS).finally(() => {
    isOver = true;
  });
  await meeting;
  const found = items.filter(isOnboarding);
  const accepted = acceptedBy(cloud);
  const superseded = items.flatMap(({ sk, state }) =>
    state === "superseded" && String(sk).startsWith(NOTICE) ? [String(sk).slice(NOTICE.length)] : [],
  );
  const settledIds = new Set([...accepted, ...superseded]);
  // The bench runs no platform that could accept its notices.
  const due = items
    .filter((item) => String(item["sk"]).startsWith("event#"))
    .flatMap((item) => onboardingEvent.parse(item).notices)
    .filter(({ recipient }) => recipient !== "platform")
    .map(({ noticeId }) => noticeId);
  return {
    ready: found.filter((item) => item["status"] === "ready").length,
    doubledOrLost: found.map((item) => String(item["pk"])).filter((id) => !isSingle(cloud, id, found)),
    untold: due.filter((noticeId) => !settledIds.has(noticeId)),
    toldTwice: accepted.length - new Set(accepted).size,
  };
}

function brokenBounds(result: Omit<KillsResult, "broken">): string[] {
  const { onboardings, ready, doubledOrLost, untold, toldTwice, sendsCutShort } = result;
  return [
    ...(ready < onboardings ? [`${onboardings - ready} onboardings did not get ready`] : []),
    ...doubledOrLost.map((id) => `${id} has not one identity and one execution that succeeded`),
    ...untold.map((noticeId) => `${noticeId} was never sent`),
    ...(toldTwice > sendsCutShort
      ? [`${toldTwice} notices sent again, ${sendsCutShort} sends cut short`]
      : []),
  ];
}

/** Returns the notice id of every message that a service accepted. */
function acceptedBy(cloud: Cloud): string[] {
  const mailed = cloud.ses.mailbox
    .list()
    .flatMap(({ raw }) => /^X-Sendworthy-Notice:\s+(\S+)/m.exec(raw)?.[1] ?? []);
  const published = cloud.publications().flatMap(({ attributes }) => attributes["noticeId"] ?? []);
  const onBus = cloud
    .events()
    .flatMap(({ source, detail }) =>
      source === "sendworthy" ? `${Reflect.get(Object(detail), "id")}/bus` : [],
    );
  return [...mailed, ...published, ...onBus];
}

function isSingle(cloud: Cloud, onboardingId: string, found: readonly KeptItem[]): boolean {
  const identity = found.find((item) => item["pk"] === onboardingId)?.["identity"];
  const identities = cloud.store
    .collection<Identity>("ses-identity")
    .list()
    .filter(({ value: { tags } }) => tags.some(({ Value }) => Value === onboardingId));
  const executions = executionsOf(cloud).filter(({ name }) => name.startsWith(onboardingId));
  return (
    identities.length === 1 &&
    identities[0]?.value.name === identity &&
    executions.length === 1 &&
    executions[0]?.status === "SUCCEEDED" &&
    found.filter((one) => one["identity"] === identity).length === 1
  );
}
