import { expect, it } from "vitest";
import { startLastingClock } from "../../infra/local/lasting-clock.ts";
import { openStore } from "../../infra/local/store.ts";

it("continues from the virtual time at which it was stopped", () => {
  const store = openStore(":memory:");
  const first = startLastingClock({ store, speed: 1_000_000 });
  const aheadMs = first.now() + 10_000;
  while (first.now() < aheadMs);
  const lastMs = first.now();
  first.stop();
  const second = startLastingClock({ store, speed: 1 });
  expect(second.now()).toBeGreaterThanOrEqual(lastMs);
  expect(second.now()).toBeLessThan(lastMs + 3_600_000);
  second.stop();
  store.close();
});

it("never goes back after a process that was killed, though it saved a moment before its end", () => {
  const store = openStore(":memory:");
  const killed = startLastingClock({ store, speed: 1000 });
  const lastMs = killed.now();
  const saved = store.collection("clock").get("clock");
  killed.stop();
  store.collection("clock").put("clock", saved);
  const next = startLastingClock({ store, speed: 1000 });
  expect(next.now()).toBeGreaterThanOrEqual(lastMs);
  next.stop();
  store.close();
});
