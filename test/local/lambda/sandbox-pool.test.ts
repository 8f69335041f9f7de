import { describe, expect, it } from "vitest";
import type { InvokeOutcome } from "../../../infra/local/lambda/messages.ts";
import type { Sandbox } from "../../../infra/local/lambda/sandbox.ts";
import { createSandboxPool } from "../../../infra/local/lambda/sandbox-pool.ts";

const DONE: InvokeOutcome = { payload: "null" };

/**
 * A pool of sandboxes that serve one invocation after the other; `started` names them in their order, `waiting` says how
 * many invocations have none.
 */
function pool(atMost: number) {
  const started: string[] = [];
  let waiting = 0;
  const whileWaiting = async <T>(wait: () => Promise<T>): Promise<T> => {
    waiting += 1;
    return wait().finally(() => {
      waiting -= 1;
    });
  };
  const start = (functionName: string): Sandbox => {
    started.push(functionName);
    let alive = true;
    return {
      functionName,
      isAlive: () => alive,
      invoke: async () => new Promise((resolve) => setTimeout(() => resolve(DONE), 1)),
      end: async () => {
        alive = false;
      },
    };
  };
  const limits = { atMost, atMostEach: 4, idleMs: 60_000 };
  return { started, waiting: () => waiting, ...createSandboxPool({ start, ...limits, whileWaiting }) };
}

function all(run: (name: string, payload: string) => Promise<unknown>, names: readonly string[]) {
  return Promise.all(names.map((name) => run(name, "{}")));
}

describe("sandboxes that are fewer than what waits", () => {
  it("are kept for their own function while it has more to do", async () => {
    const { run, started, stop } = pool(2);
    await all(
      run,
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? "one" : "other")),
    );
    expect(started).toEqual(["one", "other"]);
    await stop();
  });

  it("make room for a function that has none", async () => {
    const { run, started, stop } = pool(1);
    await all(run, ["one", "one", "one", "other", "one"]);
    expect(started.filter((name) => name === "other")).toHaveLength(1);
    await stop();
  });

  it("say so for as long as an invocation waits, and no longer", async () => {
    const { run, waiting, stop } = pool(1);
    const first = run("one", "{}");
    const second = run("one", "{}");
    await Promise.resolve();
    expect(waiting()).toBeGreaterThanOrEqual(1);
    await first;
    await expect.poll(waiting).toBe(0);
    await second;
    await stop();
  });

  it("are left to their function, though idle, while others have few that wait", async () => {
    const { run, started, stop } = pool(3);
    await all(run, ["one", "one", "other"]);
    await all(run, ["other", "other", "other"]);
    expect(started).toEqual(["one", "one", "other"]);
    await stop();
  });

  it("end, once idle, for a function that has very many that wait", async () => {
    const { run, started, stop } = pool(3);
    await all(run, ["one", "one", "other"]);
    await all(
      run,
      Array.from({ length: 40 }, () => "other"),
    );
    expect(started).toEqual(["one", "one", "other", "other", "other"]);
    await stop();
  });

  it("end when another function needs them and nothing waits", async () => {
    const { run, started, stop } = pool(1);
    await run("one", "{}");
    await run("other", "{}");
    expect(started).toEqual(["one", "other"]);
    await stop();
  });
});
