import { expect, it } from "vitest";
import { remembered } from "#core/dns/remembered";

it("computes the result of a text once, also if it is undefined", () => {
  const computed: string[] = [];
  const lengthOf = remembered((text) => {
    computed.push(text);
    return text === "none" ? undefined : text.length;
  });
  expect([lengthOf("abc"), lengthOf("none"), lengthOf("abc"), lengthOf("none")]).toEqual([
    3,
    undefined,
    3,
    undefined,
  ]);
  expect(computed).toEqual(["abc", "none"]);
});

it("does not grow without end, and keeps no long text", () => {
  let computed = 0;
  const count = remembered(() => {
    computed += 1;
    return computed;
  });
  for (let text = 0; text < 1_000; text += 1) count(String(text));
  count("0");
  expect(computed).toBe(1_001);
  count("v".repeat(5_000));
  count("v".repeat(5_000));
  expect(computed).toBe(1_003);
});

it("keeps 200 texts of at most 1,000 characters", () => {
  let computed = 0;
  const count = remembered(() => {
    computed += 1;
    return computed;
  });
  const longest = "v".repeat(1_000);
  count(longest);
  count(longest);
  expect(computed).toBe(1);
  for (let text = 0; text < 200; text += 1) count(String(text));
  count(longest);
  expect(computed).toBe(202);
});
