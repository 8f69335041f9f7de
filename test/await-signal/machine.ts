import type { Decision, ExecutionResumer, Refusal, WaitRefuser } from "#core/onboarding/executions";
import type { Table } from "#core/table";
import { awaitSignal } from "../../functions/await-signal/await-signal.ts";
import { checkDomain } from "../../functions/check-domain/check-domain.ts";
import type { CheckDomainDeps } from "../../functions/check-domain/deps.ts";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { type CreateIdentityDeps, createIdentity } from "../../functions/create-identity/create-identity.ts";
import { notifyOps } from "../../functions/notify-ops/notify-ops.ts";
import { Crash } from "../support/crashing-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

/** What the state machine runs on. */
export interface MachineWorld {
  readonly table: Table;
  readonly deps: Omit<CheckDomainDeps, "table"> & Omit<CreateIdentityDeps, "table" | "identities">;
  readonly maker: CreateIdentityDeps["identities"];
  /** Is called wherever something else may happen; returns true if a process dies there. */
  boundary(): Promise<boolean>;
  /** Records that a check read the item, and so considered all earlier signals. */
  looked(): void;
  /** True if there is a signal that no check has considered. */
  isUnseen(): boolean;
  /** Completes everything in progress, because the machine is about to wait. */
  settle(): Promise<void>;
}

/** The machine of statemachine/onboarding.asl.json, with its own tokens and time. */
export interface Machine extends ExecutionResumer, WaitRefuser {
  now(): number;
  /** Runs to the end; throws if it ever waits although a signal is there that no check has considered. */
  run(): Promise<string[]>;
}

const LONGEST_RUN = 300;

const AFTER_REFUSAL: Record<Refusal, string> = {
  verified: "ConfigureProject",
  proved: "CreateIdentity",
  "awaits-ses-slot": "AwaitSesSlot",
  closing: "CloseOnboarding",
  "handed-over": "HandedOver",
};

/** Makes a machine that has not started. */
export function createMachine(world: MachineWorld): Machine {
  const open = new Set<string>();
  const answered = new Set<string>();
  const refused = new Set<string>();
  const path: string[] = [];
  let now = BEGUN_AT;
  let round = 0;
  let tokens = 0;
  let isLooking = false;

  async function live(): Promise<void> {
    if (await world.boundary()) throw new Crash("The process died");
  }

  const table: Table = {
    async get(key) {
      await live();
      const item = await world.table.get(key);
      if (isLooking) world.looked();
      isLooking = false;
      return item;
    },
    async commit(puts) {
      await live();
      const written = await world.table.commit(puts);
      await live();
      return written;
    },
  };
  const machine: Machine = {
    now: () => now,
    run,
    resume: wake,
    refuse: async (token) => void refused.add(token),
  };
  const input = () => ({ onboardingId: ID, attempt: 1, now });

  async function wake(token: string): Promise<void> {
    if (open.has(token)) answered.add(token);
  }

  /** Runs a Task with its Retry: after a process died it runs again, with the same input. */
  async function task<T>(run: (retry: number) => Promise<T>, retry = 0): Promise<T> {
    try {
      return await run(retry);
    } catch (error) {
      if (!(error instanceof Crash) || retry > 5) throw error;
      return task(run, retry + 1);
    }
  }

  /** Waits; returns true if the wait was refused. */
  async function wait(seconds: number, decision: Decision): Promise<boolean> {
    const token = await task(async (retry) => {
      open.clear();
      tokens += 1;
      const fresh = `token-${tokens}`;
      open.add(fresh);
      await awaitSignal(
        { ...input(), round, retry, token: fresh, decision },
        { table, resumer: machine, refuser: machine },
      );
      return fresh;
    });
    await world.boundary();
    if (refused.has(token)) return true;
    if (!answered.has(token)) await world.settle();
    if (!answered.has(token)) sleep(seconds);
    open.delete(token);
    await world.boundary();
    return false;
  }

  function sleep(seconds: number): void {
    if (world.isUnseen()) throw new Error(`A signal was lost after ${path.join(", ")}`);
    now += seconds * 1000;
  }

  async function run(): Promise<string[]> {
    let before: Next = { state: "CreateIdentity" };
    for (let state: string | undefined = before.state; state !== undefined; ) {
      path.push(state);
      if (path.length > LONGEST_RUN) throw new Error("The machine goes on for ever");
      await world.boundary();
      const next: Next | undefined = await STATES[state]?.(before);
      before = next ?? before;
      state = next?.state;
    }
    await world.boundary();
    return path;
  }

  type Next = {
    readonly state: string;
    readonly decision?: Decision;
    readonly waitSeconds?: number;
    readonly slotSeconds?: number;
  };
  const STATES: Record<string, (before: Next) => Promise<Next | undefined>> = {
    async CreateIdentity() {
      const deps = { ...world.deps, table, identities: world.maker };
      return { state: "AwaitSignal", ...(await task(() => createIdentity(input(), deps))) };
    },
    async AwaitSesSlot({ slotSeconds = 1 }) {
      now += slotSeconds * 1000;
      return { state: "CreateIdentity" };
    },
    async AwaitSignal({ waitSeconds = 1, slotSeconds, decision = "waiting" }) {
      const isRefused = await wait(waitSeconds, decision);
      if (!isRefused || decision === "waiting") return { state: "CheckDomain" };
      return { state: AFTER_REFUSAL[decision], ...(slotSeconds !== undefined && { slotSeconds }) };
    },
    async CheckDomain() {
      const check = () => {
        isLooking = true;
        return checkDomain({ ...input(), round }, { ...world.deps, table });
      };
      const outcome = await task(check);
      round += 1;
      return { state: "AwaitSignal", ...outcome };
    },
    async ConfigureProject() {
      const deps = { ...world.deps, ...UNCONFIGURED, table };
      const made = await task(() => configureProject(input(), deps));
      return made.outcome === "waiting"
        ? { state: "AwaitConfiguration", waitSeconds: made.waitSeconds }
        : { state: "NotifyOps" };
    },
    async AwaitConfiguration({ waitSeconds = 1 }) {
      now += waitSeconds * 1000;
      return { state: "ConfigureProject" };
    },
    async NotifyOps() {
      await task(() => notifyOps(input(), { table }));
      return undefined;
    },
    async CloseOnboarding() {
      await task(() => closeOnboarding(input(), { table }));
      return undefined;
    },
  };
  return machine;
}
