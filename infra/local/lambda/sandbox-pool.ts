import type { InvokeOutcome } from "./messages.ts";
import type { Sandbox } from "./sandbox.ts";

/** Runs invocations in sandboxes that it reuses, starts and ends. */
export interface SandboxPool {
  run(functionName: string, payload: string): Promise<InvokeOutcome>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly functionName: string;
  readonly start: (sandbox: Sandbox) => void;
  readonly refuse: (error: unknown) => void;
}

/** Makes a pool of at most `atMost` sandboxes, `atMostEach` of one function; what exceeds them waits its turn. */
export function createSandboxPool(options: {
  start: (functionName: string) => Sandbox;
  atMost: number;
  atMostEach: number;
  idleMs: number;
}): SandboxPool {
  const sandboxes = new Set<Sandbox>();
  /** Idle sandboxes, the longest idle first. */
  const idle = new Map<Sandbox, NodeJS.Timeout>();
  const queue: Waiting[] = [];
  let isStopped = false;

  function discard(sandbox: Sandbox): void {
    clearTimeout(idle.get(sandbox));
    idle.delete(sandbox);
    sandboxes.delete(sandbox);
    void sandbox.end();
  }

  function take(functionName: string): Sandbox | undefined {
    for (const [sandbox, timer] of idle) {
      if (!sandbox.isAlive()) discard(sandbox);
      else if (sandbox.functionName === functionName) {
        clearTimeout(timer);
        idle.delete(sandbox);
        return sandbox;
      }
    }
    const ofFunction = [...sandboxes].filter((sandbox) => sandbox.functionName === functionName).length;
    if (ofFunction >= options.atMostEach) return undefined;
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

  /** Serves whoever waited longest and can be served: a function at its own limit holds up no other. */
  function serveQueue(): void {
    for (const waiting of [...queue]) {
      try {
        const sandbox = take(waiting.functionName);
        if (sandbox === undefined) continue;
        waiting.start(sandbox);
      } catch (error) {
        waiting.refuse(error);
      }
      queue.splice(queue.indexOf(waiting), 1);
    }
  }

  return {
    async run(functionName, payload) {
      const sandbox = await new Promise<Sandbox>((start, refuse) => {
        if (isStopped) return refuse(new Error("the local Lambda is stopped"));
        queue.push({ functionName, start, refuse });
        serveQueue();
      });
      try {
        return await sandbox.invoke(payload);
      } finally {
        giveBack(sandbox);
      }
    },
    async stop() {
      isStopped = true;
      for (const { refuse } of queue.splice(0)) refuse(new Error("the local Lambda is stopped"));
      for (const timer of idle.values()) clearTimeout(timer);
      await Promise.all([...sandboxes].map((sandbox) => sandbox.end()));
    },
  };
}
