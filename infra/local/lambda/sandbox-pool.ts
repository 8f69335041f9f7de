import type { InvokeOutcome } from "./messages.ts";
import type { Sandbox } from "./sandbox.ts";

/** A pool of sandboxes that all functions share. */
export interface SandboxPool {
  /** Runs an invocation; one whose caller `isAwaiting` the response comes before asynchronous ones. */
  run(functionName: string, payload: string, isAwaiting?: boolean): Promise<InvokeOutcome>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly functionName: string;
  readonly isAwaiting: boolean;
  readonly sinceMs: number;
  readonly start: (sandbox: Sandbox) => void;
  readonly refuse: (error: unknown) => void;
}

/** A sandbox serves about this many invocations of a loaded function in the time that another sandbox needs to load it. */
const WORTH_LOADING = 20;
/** After a wait of this length, an invocation may load its function in any sandbox. */
const LOAD_AFTER_MS = 2000;

/** A sandbox with more functions is large: each function needs about 10 MB. */
const FEW_FUNCTIONS = 2;

/** The options of a pool. */
interface PoolOptions {
  readonly start: () => Sandbox;
  readonly atMost: number;
  /** After a wait of this length, another sandbox is started for an invocation. */
  readonly startAfterMs: number;
  /** A sandbox that is idle for this time is ended. */
  readonly idleMs: number;
  /**
   * The same for a large sandbox. In an idle cloud one function runs every minute, so its sandbox would
   * otherwise keep every function that the schedules ever loaded.
   */
  readonly largeIdleMs: number;
  /** Runs the wait of an invocation for a sandbox. */
  whileWaiting<T>(wait: () => Promise<T>): Promise<T>;
}

/** Makes a pool; its sandboxes run all functions, because few sandboxes need less memory than one per function. */
export function createSandboxPool(options: PoolOptions): SandboxPool {
  const sandboxes = new Set<Sandbox>();
  /** The idle sandboxes, the one that has been idle longest first. */
  const idle = new Map<Sandbox, NodeJS.Timeout>();
  /** The invocations that wait for a sandbox: those with an awaiting caller first, and of these the longest waiting. */
  let queue: Waiting[] = [];
  let nextServe: NodeJS.Timeout | undefined;
  let isStopped = false;

  function discard(sandbox: Sandbox): void {
    clearTimeout(idle.get(sandbox));
    idle.delete(sandbox);
    sandboxes.delete(sandbox);
    void sandbox.end();
  }

  function take(sandbox: Sandbox): Sandbox {
    clearTimeout(idle.get(sandbox));
    idle.delete(sandbox);
    return sandbox;
  }

  /** Prefers a sandbox that has loaded the function; another one loads it only if that saves time. */
  function sandboxFor(invocation: Waiting): Sandbox | undefined {
    const loaded = [...sandboxes].filter((sandbox) => sandbox.hasLoaded(invocation.functionName));
    const warm = loaded.find((sandbox) => idle.has(sandbox));
    if (warm !== undefined) return take(warm);
    if (loaded.length > 0 && !isWorthLoading(invocation, queue, loaded.length)) return undefined;
    const cold = [...idle.keys()].at(-1);
    if (cold !== undefined) return take(cold);
    return startFor(invocation);
  }

  function startFor(invocation: Waiting): Sandbox | undefined {
    const isWorthStarting =
      sandboxes.size === 0 || queue.length >= WORTH_LOADING || waitedMs(invocation) >= options.startAfterMs;
    if (!isWorthStarting || sandboxes.size >= options.atMost) return undefined;
    const sandbox = options.start();
    sandboxes.add(sandbox);
    return sandbox;
  }

  /** Gives sandboxes to the waiting invocations, in the order of the queue. */
  function serve(): void {
    clearTimeout(nextServe);
    for (const sandbox of idle.keys()) if (!sandbox.isAlive()) discard(sandbox);
    const left: Waiting[] = [];
    for (const invocation of queue) {
      const isFull = idle.size === 0 && sandboxes.size >= options.atMost;
      const sandbox = isFull ? undefined : sandboxFor(invocation);
      if (sandbox === undefined) left.push(invocation);
      else invocation.start(sandbox);
    }
    queue = left;
    if (queue.length > 0 && !isStopped) nextServe = setTimeout(serve, options.startAfterMs);
  }

  function giveBack(sandbox: Sandbox): void {
    if (isStopped || !sandbox.isAlive()) {
      discard(sandbox);
    } else {
      const isLarge = sandbox.loadedFunctions() > FEW_FUNCTIONS;
      const timer = setTimeout(() => discard(sandbox), isLarge ? options.largeIdleMs : options.idleMs);
      idle.set(sandbox, timer);
    }
    serve();
  }

  function free(functionName: string, isAwaiting: boolean): Promise<Sandbox> {
    return new Promise((start, refuse) => {
      if (isStopped) return refuse(new Error("the local Lambda is stopped"));
      const invocation = { functionName, isAwaiting, sinceMs: performance.now(), start, refuse };
      const place = isAwaiting ? queue.findIndex((other) => !other.isAwaiting) : -1;
      queue.splice(place < 0 ? queue.length : place, 0, invocation);
      serve();
    });
  }

  return {
    async run(functionName, payload, isAwaiting = false) {
      const sandbox = await options.whileWaiting(() => free(functionName, isAwaiting));
      try {
        return await sandbox.invoke(functionName, payload);
      } finally {
        giveBack(sandbox);
      }
    },
    async stop() {
      isStopped = true;
      clearTimeout(nextServe);
      for (const { refuse } of queue.splice(0)) refuse(new Error("the local Lambda is stopped"));
      for (const timer of idle.values()) clearTimeout(timer);
      await Promise.all([...sandboxes].map((sandbox) => sandbox.end()));
    },
  };
}

function isWorthLoading(invocation: Waiting, queue: readonly Waiting[], sandboxesWithIt: number): boolean {
  if (waitedMs(invocation) >= LOAD_AFTER_MS) return true;
  const waiting = queue.filter(({ functionName }) => functionName === invocation.functionName).length;
  return waiting >= WORTH_LOADING * sandboxesWithIt;
}

function waitedMs({ sinceMs }: Waiting): number {
  return performance.now() - sinceMs;
}
