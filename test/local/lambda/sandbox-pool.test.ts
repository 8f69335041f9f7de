import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { InvokeOutcome } from "../../../infra/local/lambda/messages.ts";
import type { Sandbox } from "../../../infra/local/lambda/sandbox.ts";
import { createSandboxPool } from "../../../infra/local/lambda/sandbox-pool.ts";

const DONE: InvokeOutcome = { payload: "null" };
const START_AFTER_MS = 20;
const LARGE_IDLE_MS = 30;

/**
 * Makes a pool of sandboxes that run one invocation after the other, each for `workMs`. `loads` lists the
 * functions that each sandbox loaded, and `waiting` counts invocations without a sandbox.
 */
function pool(atMost: number, workMs = 1) {
  const loads: string[][] = [];
  const ended = new Set<number>();
  let waiting = 0;
  const whileWaiting = async <T>(wait: () => Promise<T>): Promise<T> => {
    waiting += 1;
    return wait().finally(() => {
      waiting -= 1;
    });
  };
  const start = (): Sandbox => {
    const loaded: string[] = [];
    const index = loads.push(loaded) - 1;
    return {
      isAlive: () => !ended.has(index),
      hasLoaded: (functionName) => loaded.includes(functionName),
      loadedFunctions: () => loaded.length,
      async invoke(functionName) {
        if (!loaded.includes(functionName)) loaded.push(functionName);
        await sleep(workMs);
        if (functionName === "deadly") ended.add(index);
        return DONE;
      },
      end: async () => void ended.add(index),
    };
  };
  const limits = { atMost, startAfterMs: START_AFTER_MS, idleMs: 60_000, largeIdleMs: LARGE_IDLE_MS };
  const made = createSandboxPool({ start, ...limits, whileWaiting });
  onTestFinished(() => made.stop());
  return { loads, waiting: () => waiting, ended: () => ended.size, ...made };
}

function all(run: (name: string, payload: string) => Promise<unknown>, names: readonly string[]) {
  return Promise.all(names.map((name) => run(name, "{}")));
}

const times = (count: number, name: string) => Array.from({ length: count }, () => name);

describe("sandboxes that all functions share", () => {
  it("are only one while each invocation soon gets its turn, whatever the functions", async () => {
    const { run, loads } = pool(4);
    await all(run, ["repair", "watch", "release", "repair"]);
    expect(loads).toEqual([["repair", "watch", "release"]]);
  });

  it("serve synchronous invocations first, in the order of arrival", async () => {
    const { run } = pool(1);
    const served: string[] = [];
    const runAs = async (name: string, isAwaiting: boolean) => {
      await run(name, "{}", isAwaiting);
      served.push(name);
    };
    const awaiting = ["ticket", "page", "ticket again"].map((name) => [name, true] as const);
    await Promise.all(
      [["check", false] as const, ["notice", false] as const, ...awaiting].map(([name, isAwaiting]) =>
        runAs(name, isAwaiting),
      ),
    );
    expect(served).toEqual(["check", "ticket", "page", "ticket again", "notice"]);
  });

  it("are ended soon after the last invocation where they have loaded many functions, and kept otherwise", async () => {
    const { run, loads, ended } = pool(4);
    await all(run, ["deliver"]);
    await sleep(3 * LARGE_IDLE_MS);
    expect(ended()).toBe(0);
    await all(run, ["repair", "watch", "release"]);
    await expect.poll(ended).toBe(1);
    await all(run, ["deliver"]);
    expect(loads).toEqual([["deliver", "repair", "watch", "release"], ["deliver"]]);
  });

  it("become more if invocations have waited, and never more than allowed", async () => {
    const { run, loads } = pool(2, 15 * START_AFTER_MS);
    await all(run, ["one", "two", "three", "four", "five"]);
    expect(loads).toHaveLength(2);
  });

  it("leave a function to the sandbox that has loaded it while few wait for it", async () => {
    const { run, loads } = pool(2, 15 * START_AFTER_MS);
    await all(run, ["slow", "other"]);
    expect(loads).toEqual([["slow"], ["other"]]);
    await all(run, ["slow", "slow", "slow"]);
    expect(loads).toEqual([["slow"], ["other"]]);
  });

  it("load a function once more where very many wait for it", async () => {
    const { run, loads } = pool(2, 6 * START_AFTER_MS);
    await all(run, ["one", "other"]);
    await all(run, times(40, "other"));
    expect(loads).toEqual([["one", "other"], ["other"]]);
  });

  it("serve the longest waiting first", async () => {
    const { run } = pool(1);
    const order: string[] = [];
    await Promise.all(["a", "b", "a", "c"].map((name) => run(name, "{}").then(() => order.push(name))));
    expect(order).toEqual(["a", "b", "a", "c"]);
  });

  it("report a waiting invocation for as long as it waits", async () => {
    const { run, waiting } = pool(1);
    const first = run("one", "{}");
    const second = run("one", "{}");
    await Promise.resolve();
    expect(waiting()).toBeGreaterThanOrEqual(1);
    await first;
    await expect.poll(waiting).toBe(0);
    await second;
  });

  it("are replaced when they have ended", async () => {
    const { run, loads } = pool(1);
    await run("deadly", "{}");
    await run("one", "{}");
    expect(loads).toEqual([["deadly"], ["one"]]);
  });

  it("refuse waiting invocations when they are stopped", async () => {
    const { run, stop } = pool(1, 1000);
    void run("one", "{}");
    const second = run("other", "{}");
    await stop();
    await expect(second).rejects.toThrow("stopped");
  });
});
