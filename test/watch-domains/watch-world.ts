import type { DnsSession, Observation } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import { messageFor } from "#core/notices/messages/message";
import { onboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import type { IdentityWatch, ListedDomain, MailFromStatus } from "#core/watch/identity-watch";
import type { PausedTenant } from "#core/watch/paused-tenants";
import { newWatchedDomain, readWatched, type WatchedDomain, watchedPut } from "#core/watch/watched-domain";
import { watchDomains } from "../../functions/watch-domains/watch-domains.ts";
import { type DeclaredDns, declaredDns } from "../support/declared-dns.ts";
import { type FakeSes, fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

/** SES's statuses of the only domain. */
interface Said {
  readonly identity: string;
  readonly dkim: MailFromStatus["status"];
  readonly mailFromDomain: string;
  readonly mailFrom: MailFromStatus["status"];
  readonly rejectsOnMxFailure: boolean;
  readonly isSigning: boolean;
}

/** A watched ready domain; time passes only when a test advances it. */
export interface WatchWorld {
  readonly dns: DeclaredDns;
  readonly table: ReturnType<typeof memoryTable>;
  /** The turns at zones. */
  readonly turns: ZoneTurns;
  readonly started: string[];
  /** The error of every start of an execution, until it is removed. */
  incident: Error | undefined;
  readonly sesCalls: string[];
  /** The identities as SES returns each one alone. */
  readonly identities: FakeSes["identities"];
  /** Makes the next call that changes something in SES throw this error. */
  failSes(error: Error): void;
  /** Changes each observation before the watch receives it. */
  alter: (sighting: Observation) => Observation;
  /** SES's statuses, which a test may change; nothing after the identity was deleted. */
  said: Said;
  isDeleted: boolean;
  /** The other identities of the account. */
  others: readonly string[];
  /** The tenants that SES lists as paused. */
  pausedTenants: readonly PausedTenant[];
  /** Runs the watch for the only domain, as after a person's request. */
  checkNow(afterMs: number): Promise<void>;
  /** Runs the watch every five minutes, for hours of the clock. */
  hours(count: number): Promise<void>;
  read(): Promise<Onboarding>;
  watched(): Promise<WatchedDomain | undefined>;
  /** Returns the types of notices to one recipient. */
  told(recipient?: string): string[];
  noticeIds(): string[];
}

const NOT_THERE = { status: "NOT_STARTED", isSigning: false } as const;

/** The interval of the schedule. */
const STEP_MS = 300_000;

/** Starts with a domain that has just become ready, with all its records published. */
export async function startWatchWorld({
  slotMilliseconds = 0,
  turnMilliseconds = 0,
  ...said
}: Partial<Onboarding> & {
  readonly slotMilliseconds?: number;
  readonly turnMilliseconds?: number;
} = {}): Promise<WatchWorld> {
  const table = memoryTable();
  const dns = declaredDns();
  const ses = fakeSes();
  const started: string[] = [];
  const turns = fakeTurns(turnMilliseconds);
  const ready = issuedOf({ status: "ready", ...said });
  await keep(table, ready);
  await table.commit([await newWatchedDomain(table, ready, BEGUN_AT)]);
  dns.publishAll(ready.records);
  let now = BEGUN_AT;
  const identities: IdentityWatch = {
    list: async () => ({
      domains: [
        ...(world.isDeleted ? [] : [listed(world.said)]),
        ...world.others.map((identity) => ({ identity, isFine: true })),
      ],
    }),
    dkim: async () => {
      const { identity, dkim, isSigning } = world.said;
      return new Map([[identity, world.isDeleted ? NOT_THERE : { status: dkim, isSigning }]]);
    },
    mailFrom: async () => {
      const { identity, mailFromDomain: domain, mailFrom: status, rejectsOnMxFailure } = world.said;
      return new Map([[identity, { domain, status, rejectsOnMxFailure }]]);
    },
  };
  const deps = {
    table,
    queue: table,
    budget: fakeBudget(slotMilliseconds),
    turns,
    identities,
    listing: table,
    index: table,
    resumer: { resume: async () => undefined },
    tenants: { paused: async () => ({ tenants: world.pausedTenants }) },
    ...{ reader: ses, signer: ses, mailFrom: ses },
    resolver: { open: () => altered(dns.open(), (sighting) => world.alter(sighting)) },
    starter: {
      async start(name: string) {
        if (world.incident !== undefined) throw world.incident;
        started.push(name);
      },
    },
    pause: async () => undefined,
  };
  const events = () => table.items().filter(({ sk }) => sk.startsWith("event#"));
  const notices = () =>
    events().flatMap(({ type, notices }) =>
      (notices as { noticeId: string; recipient: string }[]).map((notice) => ({
        ...notice,
        type: String(type),
      })),
    );
  const world: WatchWorld = {
    dns,
    table,
    turns,
    started,
    incident: undefined,
    sesCalls: ses.calls,
    identities: ses.identities,
    failSes: (error) => ses.failNext(error),
    alter: (sighting) => sighting,
    said: {
      identity: ready.identity,
      dkim: "SUCCESS",
      mailFromDomain: ready.mailFrom,
      mailFrom: "SUCCESS",
      rejectsOnMxFailure: false,
      isSigning: true,
    },
    isDeleted: false,
    others: [],
    pausedTenants: [],
    async checkNow(afterMs) {
      now += afterMs;
      const watched = await readWatched(table, ready.identity);
      if (watched !== undefined) await table.commit([watchedPut(watched, { dueAt: now })]);
      await watchDomains({ time: now, identity: ready.identity }, deps);
    },
    async hours(count) {
      const end = now + count * 3_600_000;
      for (; now < end; now += STEP_MS) await watchDomains({ time: now }, deps);
    },
    read: () => readOnboarding(table, ID),
    watched: () => readWatched(table, ready.identity),
    told: (recipient = "ops") => notices().flatMap((one) => (one.recipient === recipient ? [one.type] : [])),
    noticeIds: () => notices().map(({ noticeId }) => noticeId),
  };
  return world;
}

/** SES lists the DKIM status, but neither MAIL FROM nor signing. */
function listed({ identity, dkim }: Said): ListedDomain {
  return { identity, isFine: dkim === "SUCCESS" };
}

function altered(session: DnsSession, alter: WatchWorld["alter"]): DnsSession {
  return { ...session, ask: async (questions) => (await session.ask(questions)).map(alter) };
}

/** Returns the text of the last mail to the customer. */
export async function lastLetter(world: WatchWorld): Promise<string> {
  const events = world.table.items().filter(({ sk }) => sk.startsWith("event#"));
  const event = onboardingEvent.parse(events.at(-1));
  const notice = event.notices[0];
  if (notice === undefined) throw new Error("Nobody is told");
  return messageFor({ notice, event, onboarding: await world.read(), setupUrl: "https://s.example" }).text;
}
