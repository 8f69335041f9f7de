import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import type { Lambda } from "./lambda.ts";
import type { FunctionError } from "./messages.ts";

/** Asynchronous invocations. They are stored until they succeed or are given up, so they survive a restart. */
export interface AsyncInvocations {
  /** Stores the event, then invokes the function. */
  accept(functionName: string, payload: unknown): void;
  /** Continues the invocations that an earlier process did not finish. */
  resume(): void;
  stop(): void;
}

interface Pending {
  readonly functionName: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly acceptedAt: number;
  readonly dueAt: number;
}

/**
 * The waits before the second and third attempt:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const RETRY_DELAYS_MS = [60_000, 120_000];

/**
 * The error of an event that became too old:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const TOO_OLD: FunctionError = {
  errorType: "EventAgeExceeded",
  errorMessage: "The event was too old when its turn came",
};

/** Makes the queue of asynchronous invocations; `giveUp` gets each that failed for the last time. */
export function createAsyncInvocations(options: {
  lambda: Lambda;
  store: Store;
  clock: Clock;
  giveUp: (deadLetterArn: string, payload: unknown, error: FunctionError) => void;
}): AsyncInvocations {
  const { lambda, store, clock } = options;
  const pending = store.collection<Pending>("async-invocations");
  let isStopped = false;

  function schedule(id: string, { dueAt }: Pending): void {
    clock.at(dueAt, () => void attempt(id));
  }

  async function attempt(id: string): Promise<void> {
    const entry = pending.get(id);
    if (isStopped || entry === undefined) return;
    if (isTooOld(entry, clock.now())) return giveUp(id, entry, TOO_OLD);
    const error = await invoke(entry);
    if (isStopped) return;
    if (error === undefined) pending.delete(id);
    else settle(id, { ...entry, attempts: entry.attempts + 1 }, error);
  }

  async function invoke({ functionName, payload }: Pending): Promise<FunctionError | undefined> {
    try {
      const outcome = await lambda.invoke(functionName, payload);
      return "functionError" in outcome ? outcome.functionError : undefined;
    } catch (error) {
      return { errorType: "Lambda.ServiceException", errorMessage: String(error) };
    }
  }

  function settle(id: string, entry: Pending, error: FunctionError): void {
    const dueAt = clock.now() + (RETRY_DELAYS_MS[entry.attempts - 1] ?? 120_000);
    const { retries } = lambda.find(entry.functionName);
    if (entry.attempts > retries || isTooOld(entry, dueAt)) {
      giveUp(id, entry, error);
      return;
    }
    const next = { ...entry, dueAt };
    pending.put(id, next);
    schedule(id, next);
  }

  function isTooOld({ functionName, acceptedAt }: Pending, atMs: number): boolean {
    return atMs - acceptedAt > lambda.find(functionName).mostAgeMs;
  }

  function giveUp(id: string, entry: Pending, error: FunctionError): void {
    const { deadLetterArn } = lambda.find(entry.functionName);
    store.transaction(() => {
      if (deadLetterArn !== undefined) options.giveUp(deadLetterArn, entry.payload, error);
      pending.delete(id);
    });
  }

  return {
    accept(functionName, payload) {
      const id = randomUUID();
      const entry = {
        functionName: lambda.find(functionName).name,
        payload,
        attempts: 0,
        acceptedAt: clock.now(),
        dueAt: clock.now(),
      };
      pending.put(id, entry);
      void attempt(id);
    },
    resume() {
      for (const { key, value } of pending.list()) schedule(key, value);
    },
    stop() {
      isStopped = true;
    },
  };
}
