import type { Store } from "../store.ts";
import type { Change } from "./change.ts";
import type { Execution } from "./execution.ts";
import { type EventDraft, executionFailed, type HistoryEvent, MOST_EVENTS } from "./history.ts";

/** The stored executions with their histories and task tokens; each transition is one transaction. */
export interface Executions {
  get(arn: string): Execution | undefined;
  list(): Execution[];
  history(arn: string): HistoryEvent[];
  /** Returns the execution of a task token, even if it no longer waits for the token. */
  byToken(token: string): Execution | undefined;
  add(execution: Omit<Execution, "sequence">, events: readonly EventDraft[]): void;
  /** Stores the transition unless the stored execution has another revision; returns whether it did. */
  apply(execution: Execution, change: Omit<Change, "kind">, nowMs: number): boolean;
  markAnnounced(execution: Execution): void;
  delete(arn: string): void;
}

/** Opens the executions in `store`. */
export function openExecutions(store: Store): Executions {
  const executions = store.collection<Execution>("step-functions/execution");
  const events = store.collection<HistoryEvent>("step-functions/event");
  const tokens = store.collection<string>("step-functions/token");
  const counter = store.collection<number>("step-functions/counter");
  const eventKey = (arn: string, id: number): string => `${arn}#${String(id).padStart(6, "0")}`;

  function append(execution: Execution, drafts: readonly EventDraft[], nowMs: number): Execution {
    let { lastEventId, previousEventId } = execution;
    for (const { fromOutside, besideLast, ...draft } of drafts) {
      const last = besideLast === true ? events.get(eventKey(execution.arn, lastEventId)) : undefined;
      lastEventId += 1;
      const event = { ...draft, id: lastEventId, timestampMs: nowMs };
      events.put(eventKey(execution.arn, lastEventId), {
        ...event,
        previousEventId: fromOutside === true ? 0 : (last?.previousEventId ?? previousEventId),
      });
      // On AWS the first state's event has no previous event.
      previousEventId = draft.type === "ExecutionStarted" ? 0 : lastEventId;
    }
    return { ...execution, lastEventId, previousEventId };
  }

  return {
    get: (arn) => executions.get(arn),
    list: () => executions.list().map(({ value }) => value),
    history: (arn) => events.list(`${arn}#`).map(({ value }) => value),
    byToken(token) {
      const arn = tokens.get(token);
      return arn === undefined ? undefined : executions.get(arn);
    },
    add(execution, drafts) {
      store.transaction(() => {
        const sequence = (counter.get("executions") ?? 0) + 1;
        counter.put("executions", sequence);
        executions.put(execution.arn, append({ ...execution, sequence }, drafts, execution.startMs));
      });
    },
    apply(execution, change, nowMs) {
      return store.transaction(() => {
        if (executions.get(execution.arn)?.revision !== execution.revision) return false;
        const { events: drafts, update, token } = withinHistory(execution, change);
        const closing = update.status !== undefined && update.status !== "RUNNING";
        const changed = {
          ...append(execution, drafts, nowMs),
          ...update,
          revision: execution.revision + 1,
          ...(closing && { stopMs: nowMs }),
          ...(update.status !== undefined && { announced: false }),
        };
        executions.put(execution.arn, changed);
        if (token !== undefined) tokens.put(token, execution.arn);
        return true;
      });
    },
    markAnnounced({ arn, revision }) {
      store.transaction(() => {
        const execution = executions.get(arn);
        if (execution?.revision === revision) executions.put(arn, { ...execution, announced: true });
      });
    },
    delete(arn) {
      store.transaction(() => {
        for (const { key } of events.list(`${arn}#`)) events.delete(key);
        for (const { key, value } of tokens.list()) if (value === arn) tokens.delete(key);
        executions.delete(arn);
      });
    },
  };
}

/** Fails the execution with the last event that the history can hold. */
function withinHistory(execution: Execution, change: Omit<Change, "kind">): Omit<Change, "kind"> {
  const room = MOST_EVENTS - execution.lastEventId;
  const { events: drafts, update } = change;
  const closing = update.status !== undefined && update.status !== "RUNNING";
  if (drafts.length < room || (drafts.length === room && closing)) return change;
  const failure = {
    error: "States.Runtime",
    cause: `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
  };
  return {
    events: [...drafts.slice(0, room - 1), executionFailed(failure)],
    update: { status: "FAILED", failure },
  };
}
