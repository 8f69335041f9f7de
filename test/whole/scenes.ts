import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { type Answer, open, read, say, type Word } from "./customer.ts";
import type { World } from "./world.ts";

/**
 * A signal at one moment of a story: before a function runs, or during it, between its reading and its
 * writing.
 */
export interface Scene {
  readonly word: Word;
  readonly phase: "before" | "during";
  /** The function with the number of its runs, such as "check-domain 2". */
  readonly step: string;
}

/** The result of a scene. */
export interface Played {
  readonly onboardingId: string;
  /** The answers to all who sent the signal; empty if the moment never came. */
  readonly answers: readonly Answer[];
  /** The time at which all were answered, on the cloud's clock. */
  readonly saidAt: number;
  /** The times at which checks began. */
  readonly looks: readonly number[];
}

interface Playing extends Played {
  readonly scene: Scene;
  readonly runs: Map<string, number>;
  answers: Answer[];
  saidAt: number;
  looks: number[];
}

/** Returns a name for a scene that is valid in a domain name. */
export function nameOf({ word, phase, step }: Scene): string {
  return `${word}-${phase}-${step.replace(" ", "-")}`;
}

/** Opens an onboarding for each scene, all at once, and sends each signal at its moment. */
export async function playScenes(world: World, scenes: readonly Scene[]): Promise<Map<Scene, Played>> {
  const begun = new Map<string, Promise<void>>();
  const playing = new Map<string, Playing>();
  let isOpen: () => void = () => {};
  const allOpen = new Promise<void>((resolve) => {
    isOpen = resolve;
  });
  world.hooks.add(async (folder, payload) => {
    const id = onboardingOf(payload);
    if (id === undefined) return;
    // No state machine may take its first step before its onboarding is known.
    await (begun.get(id) ?? allOpen);
    const scene = playing.get(id);
    if (scene !== undefined) await step(world, scene, folder);
  });
  for (const scene of scenes) {
    const domain = `${nameOf(scene)}.example`;
    const onboardingId = await open(world, domain);
    await publishMailFrom(world, domain);
    playing.set(onboardingId, { scene, onboardingId, runs: new Map(), answers: [], saidAt: 0, looks: [] });
    begun.set(onboardingId, Promise.resolve());
  }
  isOpen();
  return new Map([...playing.values()].map((played) => [played.scene, played]));
}

async function step(world: World, playing: Playing, folder: string): Promise<void> {
  const { onboardingId, scene, runs } = playing;
  const run = (runs.get(folder) ?? 0) + 1;
  runs.set(folder, run);
  // The records are not published earlier, because the first check must leave something to await.
  if (`${folder} ${run}` === "await-signal 2") await publishDkim(world, onboardingId);
  if (`${folder} ${run}` === scene.step) {
    if (scene.phase === "before") await speak(world, playing, 2);
    else world.faults.add(atFirstWrite(world, onboardingId, () => speak(world, playing, 1)));
  }
  if (folder === "check-domain") playing.looks.push(world.cloud.clock.now());
}

/** Lets `times` people send the signal at once. */
async function speak(world: World, playing: Playing, times: number): Promise<void> {
  const { onboardingId, scene } = playing;
  playing.answers = await Promise.all(
    Array.from({ length: times }, () => say(world, onboardingId, scene.word)),
  );
  playing.saidAt = world.cloud.clock.now();
}

/** Runs `act` once, before the next write of an onboarding's item is carried out. */
function atFirstWrite(world: World, onboardingId: string, act: () => Promise<void>): Intercept {
  const fault: Intercept = async (_service, operation, { body }) => {
    if (operation !== "TransactWriteItems" || !isWriteOf(onboardingId, body)) return undefined;
    world.faults.delete(fault);
    await act();
    return undefined;
  };
  return fault;
}

function isWriteOf(onboardingId: string, body: string): boolean {
  const { TransactItems } = JSON.parse(body) as {
    TransactItems: Array<{ Put?: { Item: { pk: { S: string }; sk: { S: string } } } }>;
  };
  return TransactItems.some(({ Put }) => Put?.Item.pk.S === onboardingId && Put.Item.sk.S === "onboarding");
}

function onboardingOf(payload: unknown): string | undefined {
  const isOfState = typeof payload === "object" && payload !== null && "onboardingId" in payload;
  return isOfState ? String(payload.onboardingId) : undefined;
}

/**
 * Publishes the MAIL FROM records of both names with which a story can end; their values depend only on the
 * Region.
 */
async function publishMailFrom({ cloud }: World, domain: string): Promise<void> {
  const lines = ["email", "post"].flatMap((label) => [
    `${label} IN MX 10 feedback-smtp.eu-west-1.amazonses.com.`,
    `${label} IN TXT "v=spf1 include:amazonses.com ~all"`,
  ]);
  await appendFile(join(cloud.zonesDirectory, `${domain}.zone`), `${lines.join("\n")}\n`);
}

async function publishDkim(world: World, onboardingId: string): Promise<void> {
  const { identity, records } = await read(world, onboardingId);
  const lines = records.flatMap(({ type, name, value }) =>
    type === "CNAME" ? [`${name}. IN CNAME ${value}.\n`] : [],
  );
  await appendFile(join(world.cloud.zonesDirectory, `${identity}.zone`), lines.join(""));
}
