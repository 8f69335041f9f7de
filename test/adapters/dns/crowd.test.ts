import { expect, it } from "vitest";
import { Crowd } from "#adapters/dns/crowd";

function crowdOf(...items: string[]): Crowd<string> {
  const crowd = new Crowd<string>();
  for (const item of items) crowd.add(item);
  return crowd;
}

it.each(["a", "b", "c"])("keeps all items but the one that was removed: %s", (gone) => {
  const crowd = crowdOf("a", "b", "c");
  expect(crowd.delete(gone)).toBe(true);
  expect(crowd.size).toBe(2);
  expect([...crowd].toSorted()).toEqual(["a", "b", "c"].filter((item) => item !== gone));
  expect(crowd.delete(gone)).toBe(false);
  expect(crowd.size).toBe(2);
});

it("removes an item once for each time that it was added", () => {
  const crowd = crowdOf("a", "a");
  expect([crowd.delete("a"), crowd.size, crowd.delete("a"), crowd.delete("a")]).toEqual([
    true,
    1,
    true,
    false,
  ]);
});

it("finds an item, or says that there is none", () => {
  const crowd = crowdOf("one", "two");
  expect(crowd.find((item) => item.startsWith("t"))).toBe("two");
  expect(crowd.find((item) => item.startsWith("x"))).toBeUndefined();
});

it("tells all items that are present at first, though each is removed meanwhile", () => {
  const crowd = crowdOf("a", "b", "c");
  const told: string[] = [];
  for (const item of crowd) {
    told.push(item);
    crowd.delete(item);
    crowd.add(`next ${item}`);
  }
  expect(told).toEqual(["a", "b", "c"]);
  expect(crowd.size).toBe(3);
});
