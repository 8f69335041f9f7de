import { readFile } from "node:fs/promises";
import { onboardingKey } from "#core/onboarding";
import { onboardingEvent } from "#core/onboarding-event";
import { changeOnboarding } from "#core/onboarding-store";
import type { SesBudget, ZoneTurns } from "#core/ports";
import { ZONE_TURN_MS } from "#core/schedule";
import { check, confirm, hasUnseenSignal } from "#core/signals";
import type { Item } from "#core/table";
import { deliverEvent } from "../../../functions/deliver-notices/deliver-event.ts";
import { openOnboarding } from "../../../functions/receive-ticket/open-onboarding.ts";
import { parseDefinition } from "../../local/step-functions/parse-definition.ts";
import { randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { folderOf, machineFunctions, type Ports } from "./functions.ts";
import { lifeOf, REGION, type Said, SIGNING_ZONE } from "./life.ts";
import { type Run, virtualMachine } from "./machine.ts";
import { type Meter, newMeter } from "./meter.ts";
import { type MeteredTable, meteredTable } from "./metered-table.ts";
import { createStory, type Story } from "./story.ts";
import { createTimeline } from "./timeline.ts";

const DEFINITION = new URL("../../../statemachine/onboarding.asl.json", import.meta.url);

/** SES_SLOT_MILLISECONDS of the template. */
const SES_SLOT_MS = 1000;

/** How long the functions take, and the rest of a round trip: SES and DNS are far, DynamoDB is near. */
const TOOK_MS: Readonly<Record<string, number>> = { "check-domain": 1200, "create-identity": 500 };
const USUALLY_TOOK_MS = 80;
/** From the write of an event to its delivery: the table's stream. */
const STREAM_MS = 500;
/** The repair schedule starts the next attempt within five minutes. */
const REPAIR_MS = 300_000;

/** What happened to every customer under our own policy. */
export interface Simulated {
  readonly stories: readonly Story[];
  readonly maxHistoryEvents: number;
}

/** Lets so many onboardings live through the real functions and the real machine, in virtual time. */
export async function simulate(count: number, seed: number, model: CustomerModel): Promise<Simulated> {
  const timeline = createTimeline();
  const stories = Array.from({ length: count }, (_, number) =>
    createStory(lifeOf(number, seed, model), randomOf(~seed, number), model.silentLooks, timeline.now),
  );
  const byDomain = new Map(stories.map((story) => [story.life.domain, story]));
  const byId = new Map(stories.map((story) => [story.onboardingId, story]));
  const nobody = newMeter();
  let paying: Meter = nobody;
  let maxHistoryEvents = 0;

  const storyOf = (onboardingId: unknown): Story => found(byId.get(String(onboardingId)));
  const at = (identity: string): Story => found(byDomain.get(identity));
  /** What happens in between belongs to one story: nothing else happens at that time. */
  async function payFor<T>(story: Story, folder: string, work: () => Promise<T>): Promise<T> {
    paying = story.meter;
    paying.invocations += 1;
    paying.lambdaMs += tookMs(folder);
    try {
      return await work();
    } finally {
      paying = nobody;
    }
  }

  const table = meteredTable(
    () => paying,
    (item) => deliverLater(item),
  );
  const machine = virtualMachine({
    machine: parseDefinition(await readFile(DEFINITION, "utf8")),
    timeline,
    async invoke(functionName, payload, run) {
      const folder = folderOf(functionName);
      const story = storyOf(run.input["onboardingId"]);
      const act = found(functions[folder]);
      const answer = await payFor(story, folder, () => act(payload));
      if (folder === "check-domain") story.looked(table.peek(onboardingKey(story.onboardingId)));
      return { payload: answer, tookMs: tookMs(folder) };
    },
    onChange: (run) => followed(run),
  });
  const functions = machineFunctions(portsOver());

  function portsOver(): Ports {
    const now = timeline.now;
    return {
      table,
      waker: machine,
      budget: budgetOver(() => paying),
      turns: turnsOver(() => paying),
      resolverFor: (onboardingId) => storyOf(onboardingId).resolver,
      maker: {
        async make(identity) {
          at(identity).meter.sesWrites += 1;
          at(identity).made(now());
          return { dkimTokens: at(identity).life.tokens, signingHostedZone: SIGNING_ZONE };
        },
      },
      identities: {
        async read(identity) {
          at(identity).meter.sesReads += 1;
          return at(identity).identity().status(now());
        },
      },
      mailFrom: {
        async set(identity) {
          at(identity).meter.sesWrites += 1;
          at(identity).identity().setMailFrom(now());
        },
      },
      dkim: {
        async restart(identity) {
          at(identity).meter.sesWrites += 1;
          at(identity).identity().restartDkim(now());
          return { dkim: "PENDING", tokens: at(identity).life.tokens };
        },
      },
    };
  }

  function followed(run: Run): void {
    const story = storyOf(run.input["onboardingId"]);
    story.ran(run);
    maxHistoryEvents = Math.max(maxHistoryEvents, run.historyEvents);
    if (run.end === "HandedOver") timeline.at(timeline.now() + REPAIR_MS, () => nextAttempt(story, run));
  }

  function nextAttempt({ onboardingId }: Story, { input }: Run): void {
    const attempt = Number(input["attempt"]) + 1;
    machine.start(`${onboardingId}-${attempt}`, JSON.stringify({ onboardingId, attempt }));
  }

  function deliverLater(item: Item): void {
    if (!item.sk.startsWith("event#") || item["queue"] !== "undelivered") return;
    const dueMs = Math.max(Number(item["dueAt"]), timeline.now() + STREAM_MS);
    timeline.at(dueMs, () => payFor(storyOf(item.pk), "deliver-notices", () => deliver(item)));
  }

  async function deliver({ pk, sk }: Item): Promise<void> {
    const { meter } = storyOf(pk);
    await deliverEvent({ pk, sk }, timeline.now(), {
      table,
      mailer: {
        async send() {
          meter.mails += 1;
        },
      },
      ops: {
        async publish() {
          meter.topicMessages += 1;
        },
      },
      deadLetters: { keep: async () => undefined },
      senderAddress: "sendworthy@mail.example",
      supportAddress: "tickets@helpdesk.example",
      setupUrl: async () => "https://setup.example/setup/token",
    });
  }

  async function open(story: Story): Promise<void> {
    const { life, onboardingId, resolver, meter } = story;
    const names = {
      ticket: `T-${life.number}`,
      project: `project-${life.number}`,
      owner: `owner-${life.number}`,
    };
    const { domain: identity, mailFrom } = life;
    const [requester, from] = [`dns@${identity}`, `news@${identity}`];
    meter.httpRequests += 1;
    await openOnboarding(
      { ...names, requester, fromAddresses: [from], identity, mailFrom },
      { id: `delivery-${life.number}`, digest: "", now: timeline.now() },
      {
        region: REGION,
        table,
        resolver,
        waker: machine,
        starter: { start: async (name, input) => machine.start(name, input) },
        readSecrets: async () => [],
        newId: () => onboardingId,
      },
    );
  }

  async function say({ onboardingId, meter }: Story, { word, atMs }: Said): Promise<void> {
    meter.httpRequests += 1;
    const after = await changeOnboarding(table, onboardingId, (current) =>
      word === "confirm" ? confirm(current, atMs) : check(current, atMs),
    );
    if (after.wait !== undefined && hasUnseenSignal(after)) await machine.wake(after.wait.token);
  }

  for (const story of stories) {
    const { createdMs, endMs, said } = story.life;
    timeline.at(createdMs, () => payFor(story, "receive-ticket", () => open(story)));
    for (const one of said.filter(({ atMs }) => atMs < endMs)) {
      timeline.at(one.atMs, () => payFor(story, "receive-signal", () => say(story, one)));
    }
  }
  await timeline.run();
  for (const item of table.items()) noteLoss(item, storyOf);
  noteEnds(stories, table);
  return { stories, maxHistoryEvents };
}

function noteEnds(stories: readonly Story[], table: MeteredTable): void {
  for (const story of stories) story.ended(table.peek(onboardingKey(story.onboardingId)));
}

function noteLoss(item: Item, storyOf: (onboardingId: unknown) => Story): void {
  if (!item.sk.startsWith("event#")) return;
  const { onboardingId, type, at } = onboardingEvent.parse(item);
  if (type.includes("lost")) storyOf(onboardingId).toldLost(at);
}

function tookMs(folder: string): number {
  return TOOK_MS[folder] ?? USUALLY_TOOK_MS;
}

/** One item and one conditional update, or two where the queue has run empty. */
function budgetOver(meter: () => Meter): SesBudget {
  let nextSlotAt = 0;
  return {
    async take(nowMs) {
      meter().writeUnits += nextSlotAt > nowMs ? 1 : 2;
      const slotAt = Math.max(nextSlotAt, nowMs);
      nextSlotAt = slotAt + SES_SLOT_MS;
      return slotAt;
    },
  };
}

function turnsOver(meter: () => Meter): ZoneTurns {
  const next = new Map<string, number>();
  return {
    async take(domain, nowMs) {
      meter().writeUnits += 1;
      const isFree = (next.get(domain) ?? 0) <= nowMs;
      if (isFree) next.set(domain, nowMs + ZONE_TURN_MS);
      return isFree ? nowMs : nowMs + ZONE_TURN_MS;
    },
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The simulation lost something");
  return value;
}
