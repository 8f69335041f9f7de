import type { InvokeOutcome } from "./messages.ts";
import type { Sandbox } from "./sandbox.ts";

/** Runs invocations in sandboxes that it reuses, starts and ends. */
export interface SandboxPool {
  run(functionName: string, payload: string): Promise<InvokeOutcome>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly start: (sandbox: Sandbox) => void;
  readonly refuse: (error: unknown) => void;
}

/** Invocations that a warm sandbox serves in about the time in which another one starts. */
const WORTH_A_START = 20;

/** Makes a pool of at most `atMost` sandboxes, `atMostEach` of one function; what exceeds them waits its turn. */
export function createSandboxPool(options: {
  start: (functionName: string) => Sandbox;
  atMost: number;
  atMostEach: number;
  idleMs: number;
  /** Told what an invocation does until a sandbox is free. */
  whileWaiting<T>(wait: () => Promise<T>): Promise<T>;
}): SandboxPool {
  const sandboxes = new Set<Sandbox>();
  /** Idle sandboxes, the longest idle first. */
  const idle = new Map<Sandbox, NodeJS.Timeout>();
  /** Of each function for which anything waits; whoever waits longest is first. */
  const queues = new Map<string, Waiting[]>();
  let isStopped = false;

  function discard(sandbox: Sandbox): void {
    clearTimeout(idle.get(sandbox));
    idle.delete(sandbox);
    sandboxes.delete(sandbox);
    void sandbox.end();
  }

  function countOf(functionName: string): number {
    return [...sandboxes].filter((sandbox) => sandbox.functionName === functionName).length;
  }

  function warm(functionName: string): Sandbox | undefined {
    for (const [sandbox, timer] of idle) {
      if (!sandbox.isAlive()) discard(sandbox);
      else if (sandbox.functionName === functionName) {
        clearTimeout(timer);
        idle.delete(sandbox);
        return sandbox;
      }
    }
    return undefined;
  }

  function cold(functionName: string): Sandbox | undefined {
    if (countOf(functionName) >= options.atMostEach) return undefined;
    if (sandboxes.size >= options.atMost) {
      const longestIdle = idle.keys().next().value;
      if (longestIdle === undefined) return undefined;
      discard(longestIdle);
    }
    const sandbox = options.start(functionName);
    sandboxes.add(sandbox);
    return sandbox;
  }

  function giveBack(sandbox: Sandbox): void {
    if (isStopped || !sandbox.isAlive()) discard(sandbox);
    else
      idle.set(
        sandbox,
        setTimeout(() => discard(sandbox), options.idleMs),
      );
    serveQueue();
  }

  /** Whoever has none comes first; beyond that a sandbox ends for another function only where that pays. */
  function serveQueue(): void {
    serve((functionName) => (countOf(functionName) === 0 ? cold(functionName) : undefined));
    serve(warm);
    serve((functionName, waiting) =>
      sandboxes.size < options.atMost || waiting >= WORTH_A_START ? cold(functionName) : undefined,
    );
  }

  /** Serves what can be served: a function at its own limit holds up no other. */
  function serve(take: (functionName: string, waiting: number) => Sandbox | undefined): void {
    for (const [functionName, waiting] of queues) {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        try {
          const sandbox = take(functionName, waiting.length);
          if (sandbox === undefined) break;
          next.start(sandbox);
        } catch (error) {
          next.refuse(error);
        }
        waiting.shift();
      }
      if (waiting.length === 0) queues.delete(functionName);
    }
  }

  function free(functionName: string): Promise<Sandbox> {
    return new Promise((start, refuse) => {
      if (isStopped) return refuse(new Error("the local Lambda is stopped"));
      const waiting = queues.get(functionName) ?? [];
      waiting.push({ start, refuse });
      queues.set(functionName, waiting);
      serveQueue();
    });
  }

  return {
    async run(functionName, payload) {
      const sandbox = await options.whileWaiting(() => free(functionName));
      try {
        return await sandbox.invoke(payload);
      } finally {
        giveBack(sandbox);
      }
    },
    async stop() {
      isStopped = true;
      for (const { refuse } of [...queues.values()].flat()) refuse(new Error("the local Lambda is stopped"));
      queues.clear();
      for (const timer of idle.values()) clearTimeout(timer);
      await Promise.all([...sandboxes].map((sandbox) => sandbox.end()));
    },
  };
}
