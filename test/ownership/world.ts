import { readClaims } from "#core/claims/claim-store";
import type { ClaimEntry } from "#core/claims/claims";
import { OnboardingOverError } from "#core/errors";
import { isAtOrBelow } from "#core/names/domain-name";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import { cancel } from "#core/onboarding/changes/signals";
import type { Decision } from "#core/onboarding/executions";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import { type Onboarding, onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { isOfMailFrom } from "#core/records/required-records";
import { NO_RULES } from "#core/tickets/domain-rules";
import { recordsWith } from "#core/tickets/mail-from-change";
import { readRequest } from "#core/tickets/onboarding-request";
import { textsIn } from "#core/words/texts";
import { checkDomain } from "../../functions/check-domain/check-domain.ts";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { createIdentity } from "../../functions/create-identity/create-identity.ts";
import { notifyOps } from "../../functions/notify-ops/notify-ops.ts";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { decideAmend } from "../../functions/receive-signal/amendment.ts";
import { openOnboarding } from "../../functions/receive-ticket/open-onboarding.ts";
import type { Outcome } from "../../functions/receive-ticket/outcome.ts";
import { releaseIdentities } from "../../functions/release-identities/release-identities.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { opening } from "../support/opening.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { NO_TENANTS } from "../support/tenants.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

/** The registrable domain at or below which all names are. */
export const ROOT = "d.example";

const DELEGATED = `shop.${ROOT}`;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Returns who controls a name: a part of the domain is delegated to somebody else, and the squatter controls
 * nothing.
 */
export function controllerOf(name: string): string {
  return isAtOrBelow(name, DELEGATED) ? "beta" : "alpha";
}

type StateName = "CreateIdentity" | "CheckDomain" | "ConfigureProject" | "NotifyOps" | "CloseOnboarding";

const AFTER: Record<Decision, StateName> = {
  waiting: "CheckDomain",
  verified: "ConfigureProject",
  proved: "CreateIdentity",
  "awaits-ses-slot": "CreateIdentity",
  closing: "CloseOnboarding",
  "handed-over": "CheckDomain",
};

/**
 * Makes owners, their requests and the DNS, with the real functions; one call is one step of one onboarding's
 * state machine.
 */
export function createWorld() {
  const table = memoryTable();
  const [ses, dns, machine] = [fakeSes(), declaredDns(), fakeStepFunctions()];
  const common = { table, budget: fakeBudget(), resolver: dns, turns: fakeTurns(), ...UNCONFIGURED };
  const states = new Map<string, StateName>();
  /** The attempt number of each execution. */
  const attempts = new Map<string, number>();
  let now = BEGUN_AT;
  let count = 0;
  const next = (word: string) => {
    count += 1;
    return `${word}${count}`;
  };

  /** Each item is parsed once, because all items are read before and after each step. */
  const parsed = new WeakMap<object, Onboarding>();
  const parse = (item: object): Onboarding => {
    const read = onboarding.parse(item);
    parsed.set(item, read);
    return read;
  };

  const onboardings = (): Onboarding[] =>
    table
      .items()
      .filter(({ sk }) => sk === "onboarding")
      .map((item) => parsed.get(item) ?? parse(item))
      .sort((one, other) => one.onboardingId.localeCompare(other.onboardingId));

  /** Sends a ticket of an owner; `said` may name another project, or an unknown requester. */
  async function request(
    owner: string,
    identity: string,
    mailFrom: string | undefined,
    said: { readonly project?: string; readonly requester?: string } = {},
  ): Promise<Outcome> {
    const number = next("");
    const read = readRequest({
      ...{ ticket: `T-${number}`, project: owner, owner, requester: `dns@${owner}.example` },
      ...{ fromAddresses: [`news@${identity}`], identity, mailFrom },
      ...said,
    });
    if ("faults" in read) return { kind: "refused", content: { about: "faults", faults: read.faults } };
    const delivery = { source: "generic", id: number, digest: "", now } as const;
    const outcome = await openOnboarding(
      read.request,
      { source: "generic", isVouched: true, again: true },
      delivery,
      {
        ...{ ...common, region: "eu-west-1", starter: machine, resumer: machine },
        newId: () => `onb_${next("").padStart(6, "0")}`,
        newToken: () => next("token-"),
        readDomainRules: async () => NO_RULES,
      },
    );
    if (
      outcome.kind === "taken" &&
      outcome.onboarding.status === "requested" &&
      !states.has(outcome.onboarding.onboardingId)
    )
      begin(outcome.onboarding);
    return outcome;
  }

  /** Starts an execution for the onboarding's attempt. */
  function begin({ onboardingId, attempt }: Onboarding): void {
    states.set(onboardingId, "CreateIdentity");
    attempts.set(onboardingId, attempt);
  }

  const inputOf = (onboardingId: string) => {
    return { onboardingId, attempt: attempts.get(onboardingId) ?? 1, now };
  };

  const STATES: Record<StateName, (onboardingId: string) => Promise<StateName | undefined>> = {
    async CreateIdentity(onboardingId) {
      const deps = { ...common, region: "eu-west-1", identities: ses, newToken: () => next("token-") };
      const { decision } = await createIdentity(inputOf(onboardingId), deps);
      return AFTER[decision];
    },
    async CheckDomain(onboardingId) {
      const deps = { ...common, identities: ses, mailFrom: ses, dkim: ses, signer: ses, recreator: ses };
      const { decision } = await checkDomain({ ...inputOf(onboardingId), round: 0 }, deps);
      return AFTER[decision];
    },
    async ConfigureProject(onboardingId) {
      const { outcome } = await configureProject(inputOf(onboardingId), common);
      return outcome === "waiting" ? "ConfigureProject" : "NotifyOps";
    },
    async NotifyOps(onboardingId) {
      await notifyOps(inputOf(onboardingId), common);
      return undefined;
    },
    async CloseOnboarding(onboardingId) {
      await closeOnboarding(inputOf(onboardingId), common);
      return undefined;
    },
  };

  async function step(onboardingId: string): Promise<void> {
    const state = states.get(onboardingId);
    if (state === undefined) return;
    now += HOUR_MS / 10;
    // A failed execution is redriven, even if a later request has replaced its onboarding.
    const following = await STATES[state](onboardingId).catch((error: unknown) => {
      if (error instanceof OnboardingOverError) return undefined;
      throw error;
    });
    if (following === undefined) states.delete(onboardingId);
    else states.set(onboardingId, following);
  }

  /** Runs an operator's action on one onboarding, through the operators' API. */
  async function operate(onboardingId: string, action: string, sent: unknown): Promise<void> {
    const asked = operatorsRequest(`POST /onboardings/{onboardingId}/${action}`, {
      ...{ parameters: { onboardingId }, now, sent },
    });
    await operateOnboardings(asked, {
      ...{ table, trail: table, listing: table, starter: machine, resumer: machine, resolver: dns },
      ...NO_TENANTS,
      ...fakeRedriver(),
      newToken: () => next("token-"),
      ...opening(table),
      readDomainRules: async () => NO_RULES,
    });
    const after = await readOnboarding(table, onboardingId);
    const isStarted = after.status === "requested" || after.status === "records_issued";
    if (isStarted && !states.has(onboardingId)) begin(after);
  }

  return {
    table,
    ses,
    onboardings,
    request,
    operate,
    step,
    /** Makes the execution fail; the next step redrives it. */
    fail: async (onboardingId: string) => {
      await changeOnboarding(table, onboardingId, (current) =>
        failOnboarding(current, current.attempt, "died", now),
      );
    },
    isRunning: (onboardingId: string) => states.has(onboardingId),
    claims: async (): Promise<readonly ClaimEntry[]> => (await readClaims(table, ROOT)).entries,
    sleep: (days: number) => {
      now += days * DAY_MS;
    },
    /** Publishes the records of the names that an owner controls. */
    publish: (owner: string) => {
      const told = onboardings().filter((one) => one.owner === owner && !FINAL_STATUSES.includes(one.status));
      const own = told.flatMap(({ records }) => records).filter(({ name }) => controllerOf(name) === owner);
      dns.publishAll(own);
    },
    /** Publishes the two records of another MAIL FROM domain, before an operator changes to it. */
    publishMailFrom: ({ records }: Onboarding, mailFrom: string) =>
      dns.publishAll(recordsWith(records, mailFrom).filter(isOfMailFrom)),
    withdraw: (owner: string) => {
      const own = onboardings().flatMap(({ records }) => records);
      for (const record of own.filter(({ name }) => controllerOf(name) === owner)) dns.withdraw(record);
    },
    /** Lets SES find the published records of all requesters. */
    lookBySes: async () => {
      const [session, said] = [dns.open(), onboardings()];
      for (const identity of ses.identities.keys()) {
        const records =
          said.find((one) => one.identity === identity && one.dkim !== undefined)?.records ?? [];
        const dkim = records.filter(({ purpose }) => purpose === "dkim");
        const sightings = await session.ask(dkim.map(({ name, type }) => ({ name, type })));
        const answers = sightings.flatMap(({ authoritative }) => authoritative);
        const isThere = dkim.length === 3 && answers.every(({ answer }) => answer.kind === "records");
        if (isThere) ses.verify(identity);
      }
    },
    cancel: (onboardingId: string) =>
      changeOnboarding(table, onboardingId, (current) => cancel(current, now)),
    amend: (onboardingId: string, mailFrom: string) =>
      changeOnboarding(table, onboardingId, async (current) => {
        const decision = await decideAmend(current, { now, sent: { mailFrom }, texts: textsIn("en") }, table);
        return "change" in decision ? decision.change : undefined;
      }),
    /** Does what the watch does when the records of a ready domain are gone. */
    lose: async (onboardingId: string) => {
      const after = await changeOnboarding(table, onboardingId, (current) =>
        current.status === "ready"
          ? { transition: "lose", set: { queue: "open", dueAt: now, expiresAt: now + 45 * DAY_MS } }
          : undefined,
      );
      if (after.status === "lost" && !states.has(onboardingId)) begin(after);
    },
    release: () => releaseIdentities({ time: now }, { ...common, queue: table, identities: ses }),
  };
}

/** Owners, their requests and the DNS. */
export type World = ReturnType<typeof createWorld>;
