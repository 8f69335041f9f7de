import { readFile } from "node:fs/promises";
import { onboardingEvent } from "#core/onboarding/event";
import { onboardingKey } from "#core/onboarding/onboarding";
import type { Item } from "#core/table";
import { watchedIdentity } from "#core/watch/watched-domain";
import { parseDefinition } from "../../local/step-functions/parse-definition.ts";
import { randomOf } from "../random.ts";
import { costOf } from "./cost.ts";
import type { CustomerModel } from "./customer-model.ts";
import { type Disturbance, UNDISTURBED } from "./disturbance.ts";
import { folderOf, machineFunctions } from "./functions.ts";
import { insistence } from "./insistence.ts";
import { lifeOf } from "./life.ts";
import { type Run, type VirtualMachine, virtualMachine } from "./machine.ts";
import { newMeter } from "./meter.ts";
import { type MeteredTable, meteredTable } from "./metered-table.ts";
import { createPayments, type Payments, tookMs } from "./payments.ts";
import type { SesReads } from "./ses-reads.ts";
import { createStory, type Story } from "./story.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { virtualCustomers } from "./virtual-customers.ts";
import { type VirtualIndex, virtualIndex } from "./virtual-index.ts";
import { virtualOperations } from "./virtual-operations.ts";
import { virtualOutbox } from "./virtual-outbox.ts";
import { virtualPages } from "./virtual-pages.ts";
import { virtualPorts } from "./virtual-ports.ts";
import { virtualProber } from "./virtual-prober.ts";
import { virtualSigns } from "./virtual-signs.ts";
import { virtualWatch } from "./virtual-watch.ts";

const DEFINITION = new URL("../../../statemachine/onboarding.asl.json", import.meta.url);

/** The result of a simulation of Sendworthy itself. */
export interface Simulated {
  readonly stories: readonly Story[];
  readonly watch: SesReads;
  /** The cost in USD of one watched domain and month; `null` if none was watched. */
  readonly watchMonth: number | null;
  readonly index: Pick<VirtualIndex, "useOf">;
  readonly maxHistoryEvents: number;
  /** The number of executions that failed and were redriven. */
  readonly redriven: number;
}

/** Runs onboardings through the real functions and the real state machine definition in virtual time. */
export async function simulate(
  count: number,
  seed: number,
  model: CustomerModel,
  disturbance: Disturbance = UNDISTURBED,
): Promise<Simulated> {
  const timeline = createTimeline();
  const payments = createPayments(disturbance);
  const stories = storiesOf(count, seed, model, timeline, payments);
  const lookUp = directoryOf(stories);
  const use = () => payments.payer()?.use;
  const table = meteredTable(use, (item) => written(item));
  const untilItWorks = insistence(timeline, disturbance);
  const common = { timeline, table, disturbance, untilItWorks, ...payments, ...lookUp };
  const operations = virtualOperations({ ...common, machine: () => machine });
  const machine: VirtualMachine = virtualMachine({
    machine: parseDefinition(await readFile(DEFINITION, "utf8")),
    timeline,
    random: randomOf(seed, count),
    invoke: (name, payload, run) => invoke(name, payload, run),
    onChange: operations.follow,
  });
  const ports = disturbance.disturb(virtualPorts({ table, machine, now: timeline.now, use, ...lookUp }));
  const invoke = invokerOf({ ...common, ports });
  const isUndisturbed = disturbance === UNDISTURBED;
  const watching = { ports, stories, count: payments.count, isUndisturbed, meter: newMeter() };
  const awaitingSes = () => prober.awaitingSes();
  const watch = virtualWatch({ ...common, ...watching, starter: machine, awaitingSes });
  const outbox = virtualOutbox({ ...common, ports, isUndisturbed });
  const isProberOff = () => disturbance.isProberOff(timeline.now());
  const isKilled = () => isProberOff() || (!isUndisturbed && isFailing(disturbance));
  const prober = virtualProber({ timeline, ...watching, isKilled });
  const signs = virtualSigns({ timeline, ...watching, isKilled });
  const index = virtualIndex({ timeline, table, ...lookUp });
  const written = (item: Item): void => follow(item, { ...lookUp, index, outbox, prober, signs });
  virtualCustomers({ ...common, ports, machine }, stories);
  virtualPages({ ...common, ports, isProberOff, isUndisturbed }, stories);
  await runToTheEnd(timeline, stories, table);
  return { stories, watch, watchMonth: monthlyCost(signs), index, ...operations.counts() };
}

/** Runs all that is planned, and gives each story the item that it ended with. */
async function runToTheEnd(
  timeline: Timeline,
  stories: readonly Story[],
  table: MeteredTable,
): Promise<void> {
  await timeline.run();
  for (const story of stories) story.ended(table.peek(onboardingKey(story.onboardingId)));
}

const MONTH_MS = 30 * 86_400_000;

function monthlyCost(signs: ReturnType<typeof virtualSigns>): number | null {
  const watchedMs = signs.watchedMs();
  return watchedMs === 0 ? null : (costOf(signs.meter) / watchedMs) * MONTH_MS;
}

/** Finds stories. */
interface Directory {
  /** Returns the story of a domain. */
  ownerOf(identity: string): Story;
  storyOf(onboardingId: unknown): Story;
}

function directoryOf(stories: readonly Story[]): Directory {
  const byDomain = new Map(stories.map((story) => [story.life.domain, story]));
  const byId = new Map(stories.map((story) => [story.onboardingId, story]));
  return {
    ownerOf: (identity) => found(byDomain.get(identity)),
    storyOf: (onboardingId) => found(byId.get(String(onboardingId))),
  };
}

function storiesOf(
  count: number,
  seed: number,
  model: CustomerModel,
  { now }: Timeline,
  payments: Payments,
): readonly Story[] {
  const countQueries = (queries: number): void => {
    const payer = payments.payer();
    if (payer) payer.meter.dnsQueries += queries;
  };
  return Array.from({ length: count }, (_, number) =>
    createStory(lifeOf(number, seed, model), {
      now,
      count: countQueries,
      random: randomOf(~seed, number),
      silentChecks: model.silentChecks,
    }),
  );
}

/** Runs the function of a state, with the disturbed clock's time. */
function invokerOf({
  ports,
  payFor,
  disturbance,
  table,
  storyOf,
}: Pick<Payments, "payFor"> &
  Pick<Directory, "storyOf"> & {
    readonly ports: Parameters<typeof machineFunctions>[0];
    readonly disturbance: Disturbance;
    readonly table: MeteredTable;
  }) {
  const functions = machineFunctions(ports);
  const timeIn = (payload: unknown): string => {
    const time: unknown = Reflect.get(Object(payload), "now");
    return new Date(Date.parse(String(time)) + disturbance.clockOffMs()).toISOString();
  };
  return async (functionName: string, payload: unknown, run: Run) => {
    const folder = folderOf(functionName);
    const story = storyOf(run.input["onboardingId"]);
    const act = found(functions[folder]);
    const answer = await payFor(story, folder, () => act({ ...Object(payload), now: timeIn(payload) }));
    if (folder === "check-domain") story.checked(table.peek(onboardingKey(story.onboardingId)));
    return { payload: answer, tookMs: tookMs(folder) };
  };
}

/** The parts that learn of each written item. */
interface Followers extends Directory {
  readonly signs: ReturnType<typeof virtualSigns>;
  readonly index: VirtualIndex;
  readonly outbox: ReturnType<typeof virtualOutbox>;
  readonly prober: ReturnType<typeof virtualProber>;
}

/** The index and the probes follow what was written; an event is delivered by the outbox. */
function follow(item: Item, { storyOf, ownerOf, index, outbox, prober, signs }: Followers): void {
  index.written(item);
  if (item.sk === "onboarding") prober.written(storyOf(item.pk), item);
  if (item.sk === "watch") signs.written(ownerOf(found(watchedIdentity(item.pk))), item);
  if (!item.sk.startsWith("event#") || item.version > 1) return;
  const story = storyOf(item.pk);
  story.happened(onboardingEvent.parse(item));
  outbox.take(story, item);
}

/** True if Lambda does not run a function at all. */
function isFailing({ beforeInvoke }: Disturbance): boolean {
  try {
    beforeInvoke();
    return false;
  } catch {
    return true;
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The simulation lost something");
  return value;
}
