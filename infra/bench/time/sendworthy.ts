import { readFile } from "node:fs/promises";
import { check, confirm, hasUnseenSignal } from "#core/onboarding/changes/signals";
import { onboardingEvent } from "#core/onboarding/event";
import { onboardingKey } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Item } from "#core/table";
import { NO_RULES } from "#core/tickets/domain-rules";
import { openOnboarding } from "../../../functions/receive-ticket/open-onboarding.ts";
import { reportFailure } from "../../../functions/report-failure/report-failure.ts";
import { parseDefinition } from "../../local/step-functions/parse-definition.ts";
import { randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { type Disturbance, UNDISTURBED } from "./disturbance.ts";
import { folderOf, machineFunctions } from "./functions.ts";
import { CHALLENGE_TOKEN, type CustomerAction, lifeOf, REGION } from "./life.ts";
import { type Run, virtualMachine } from "./machine.ts";
import type { Meter } from "./meter.ts";
import { meteredTable } from "./metered-table.ts";
import type { SesReads } from "./ses-reads.ts";
import { createStory, type Story } from "./story.ts";
import { createTimeline } from "./timeline.ts";
import { virtualOutbox } from "./virtual-outbox.ts";
import { virtualPorts } from "./virtual-ports.ts";
import { virtualWatch } from "./virtual-watch.ts";

const DEFINITION = new URL("../../../statemachine/onboarding.asl.json", import.meta.url);

/** The duration of a function. SES and DNS answer slowly, DynamoDB quickly. */
const TOOK_MS: Readonly<Record<string, number>> = { "check-domain": 1200, "create-identity": 500 };
const USUALLY_TOOK_MS = 80;
/** The schedule of repair-onboardings. */
const REPAIR_MS = 300_000;
/** The pause before a help desk or a person that got an error tries again. */
const ASK_AGAIN_MS = 30_000;
/** The time until operations redrive a failed execution. */
const REDRIVE_MS = 3_600_000;

/** The result of a simulation of Sendworthy itself. */
export interface Simulated {
  readonly stories: readonly Story[];
  readonly watch: SesReads;
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
  const { now } = timeline;
  /** The meter that counts now; none while the watch runs, because its costs are monthly. */
  let paying: Meter | undefined;
  const countQueries = (queries: number): void => {
    if (paying) paying.dnsQueries += queries;
  };
  const stories = Array.from({ length: count }, (_, number) =>
    createStory(lifeOf(number, seed, model), {
      now,
      count: countQueries,
      random: randomOf(~seed, number),
      silentChecks: model.silentChecks,
    }),
  );
  const byDomain = new Map(stories.map((story) => [story.life.domain, story]));
  const byId = new Map(stories.map((story) => [story.onboardingId, story]));
  let maxHistoryEvents = 0;
  let redriven = 0;

  const ownerOf = (identity: string): Story => found(byDomain.get(identity));
  const storyOf = (onboardingId: unknown): Story => found(byId.get(String(onboardingId)));
  const table = meteredTable(() => paying, afterWrite);
  const machine = virtualMachine({
    machine: parseDefinition(await readFile(DEFINITION, "utf8")),
    timeline,
    random: randomOf(seed, count),
    invoke,
    onChange: follow,
  });
  const ports = disturbance.disturb(
    virtualPorts({
      table,
      machine,
      now,
      meter: () => paying,
      storyOf,
      ownerOf,
    }),
  );
  const functions = machineFunctions(ports);
  const watch = virtualWatch({ timeline, ports, table, starter: machine, stories, ownerOf });
  const outbox = virtualOutbox({
    timeline,
    table,
    ports,
    payFor,
    isUndisturbed: disturbance === UNDISTURBED,
  });

  /** Counts the work of one invocation for one story. No other work runs at the same time. */
  async function payFor<T>(story: Story, folder: string, work: () => Promise<T>): Promise<T> {
    disturbance.beforeInvoke();
    paying = story.meter;
    paying.invocations += 1;
    paying.lambdaMs += tookMs(folder);
    try {
      return await work();
    } finally {
      paying = undefined;
    }
  }

  async function invoke(functionName: string, payload: unknown, run: Run) {
    const folder = folderOf(functionName);
    const story = storyOf(run.input["onboardingId"]);
    const act = found(functions[folder]);
    const input = { ...Object(payload), now: disturbedTime(payload) };
    const answer = await payFor(story, folder, () => act(input));
    if (folder === "check-domain") story.checked(table.peek(onboardingKey(story.onboardingId)));
    return { payload: answer, tookMs: tookMs(folder) };
  }

  function disturbedTime(payload: unknown): string {
    const time: unknown = Reflect.get(Object(payload), "now");
    return new Date(Date.parse(String(time)) + disturbance.clockOffMs()).toISOString();
  }

  function follow(run: Run): void {
    const story = storyOf(run.input["onboardingId"]);
    story.ran(run);
    maxHistoryEvents = Math.max(maxHistoryEvents, run.historyEvents);
    if (run.end === "HandedOver") timeline.at(now() + REPAIR_MS, () => nextAttempt(story, run));
    const { failure } = run;
    if (failure === undefined) return;
    if (disturbance === UNDISTURBED) throw failure.error;
    redriven += 1;
    timeline.at(now(), () => untilItWorks(() => report(story, run)));
    timeline.at(now() + REDRIVE_MS, failure.redrive);
  }

  async function report(story: Story, { name, failure }: Run): Promise<void> {
    const error = failure?.error.name;
    await payFor(story, "report-failure", () =>
      reportFailure({ time: now(), detail: { name, status: "FAILED", error } }, { table }),
    );
  }

  function nextAttempt({ onboardingId }: Story, { input }: Run): Promise<void> {
    const attempt = Number(input["attempt"]) + 1;
    return machine.start(`${onboardingId}-${attempt}`, JSON.stringify({ onboardingId, attempt }));
  }

  function afterWrite(item: Item): void {
    if (!item.sk.startsWith("event#") || item.version > 1) return;
    const story = storyOf(item.pk);
    story.happened(onboardingEvent.parse(item));
    outbox.take(story, item);
  }

  async function open(story: Story): Promise<void> {
    const { life, onboardingId, resolver, meter } = story;
    const { number, domain: identity, mailFrom } = life;
    const names = { ticket: `T-${number}`, project: `project-${number}`, owner: `owner-${number}` };
    const [requester, from] = [`dns@${identity}`, `news@${identity}`];
    meter.httpRequests += 1;
    await openOnboarding(
      { ...names, requester, fromAddresses: [from], identity, mailFrom },
      { source: "generic", isVouched: true, again: true },
      { source: "generic", id: `delivery-${number}`, digest: "", now: now() },
      {
        region: REGION,
        table: ports.table,
        resolver,
        resumer: ports.resumer,
        starter: machine,
        newId: () => onboardingId,
        newToken: () => CHALLENGE_TOKEN,
        readDomainRules: async () => NO_RULES,
      },
    );
  }

  async function takeAction({ onboardingId, meter }: Story, { action }: CustomerAction): Promise<void> {
    meter.httpRequests += 1;
    const after = await changeOnboarding(ports.table, onboardingId, (current) =>
      action === "confirm" ? confirm(current, now()) : check(current, now()),
    );
    const token = after.wait?.token;
    if (token === undefined || !hasUnseenSignal(after)) return;
    timeline.at(now() + disturbance.wakeLateMs(), () => machine.resume(token));
  }

  /** A caller that gets an error tries again. */
  async function untilItWorks(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (disturbance === UNDISTURBED) throw error;
      timeline.at(now() + ASK_AGAIN_MS, () => untilItWorks(work));
    }
  }

  for (const story of stories) {
    const { createdMs, endMs, actions } = story.life;
    timeline.at(createdMs, () => untilItWorks(() => payFor(story, "receive-ticket", () => open(story))));
    for (const one of actions.filter(({ atMs }) => atMs < endMs)) {
      for (let time = disturbance.timesRepeated(); time > 0; time -= 1) {
        const once = () => payFor(story, "receive-signal", () => takeAction(story, one));
        timeline.at(one.atMs, () => untilItWorks(once));
      }
    }
  }
  await timeline.run();
  for (const story of stories) story.ended(table.peek(onboardingKey(story.onboardingId)));
  return { stories, watch, maxHistoryEvents, redriven };
}

function tookMs(folder: string): number {
  return TOOK_MS[folder] ?? USUALLY_TOOK_MS;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The simulation lost something");
  return value;
}
