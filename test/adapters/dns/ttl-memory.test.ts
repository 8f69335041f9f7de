import { expect, it } from "vitest";
import { createTtlMemory } from "#adapters/dns/ttl-memory";

const NOW = 1_000;

/** Keeps a value at minute 1000. */
function keep(ttlSeconds: number) {
  const memory = createTtlMemory<string>(9);
  memory.keep("a", "value", ttlSeconds, NOW);
  return (minutes: number) => memory.get("a", NOW + minutes);
}

it.each([
  ["a minute at least", 0, 1],
  ["a minute at least", 59, 1],
  ["whole minutes, rounded down", 179, 2],
  ["whole minutes", 180, 3],
  ["an hour", 3_600, 60],
  ["an hour at most", 86_400, 60],
])("keeps a value for %s: with a TTL of %i seconds for %i minutes", (_, ttl, minutes) => {
  const at = keep(ttl);
  expect(at(0)).toEqual({ value: "value", leftSeconds: minutes * 60 });
  expect(at(minutes - 1)).toEqual({ value: "value", leftSeconds: 60 });
  expect(at(minutes)).toBeUndefined();
});

it("forgets a value that is over, also for a clock that goes back", () => {
  const at = keep(120);
  expect(at(2)).toBeUndefined();
  expect(at(0)).toBeUndefined();
});

it("forgets a value of a clock that was ahead by more than the value could be kept", () => {
  expect(keep(3_600)(0)).toBeDefined();
  const at = keep(3_600);
  expect(at(-1)).toBeUndefined();
  expect(at(0)).toBeUndefined();
  expect(keep(120)(-58)).toEqual({ value: "value", leftSeconds: 3_600 });
});

it("drops the oldest value when it is full, and no other", () => {
  const memory = createTtlMemory<number>(2);
  for (const [key, value] of [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ] as const)
    memory.keep(key, value, 60, NOW);
  expect(["a", "b", "c", "d"].map((key) => memory.get(key, NOW)?.value)).toEqual([
    undefined,
    2,
    3,
    undefined,
  ]);
});

it("keeps the newest of the values with the same key", () => {
  const memory = createTtlMemory<number>(9);
  memory.keep("a", 1, 600, NOW);
  memory.keep("a", 2, 60, NOW);
  expect(memory.get("a", NOW)).toEqual({ value: 2, leftSeconds: 60 });
});
