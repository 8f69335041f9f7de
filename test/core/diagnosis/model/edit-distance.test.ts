import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance } from "#core/diagnosis/model/edit-distance";

const FAR = Number.POSITIVE_INFINITY;

it.each([
  ["", "", 0],
  ["same", "same", 0],
  ["", "abc", 3],
  ["abc", "", 3],
  ["abc", "abd", 1],
  ["abc", "ab", 1],
  ["abc", "bc", 1],
  ["ab", "aXb", 1],
  ["ab", "ba", 2],
  ["abc", "ABC", 3],
  ["kitten", "sitting", 3],
  ["sitting", "kitten", 3],
  ["saturday", "sunday", 3],
  ["amazonses", "amazonsse", 2],
])("counts the changes from %j to %j: %d", (left, right, distance) => {
  expect(editDistance(left, right, 10)).toBe(distance);
});

it.each([
  ["abc", "xyz", 3, 3],
  ["abc", "xyz", 2, FAR],
  ["a", "abc", 2, 2],
  ["a", "abc", 1, FAR],
  ["abc", "a", 2, 2],
  ["abc", "a", 1, FAR],
  ["a", "xyz", 2, FAR],
  ["a", "a", 0, 0],
  ["a", "b", 0, FAR],
])("counts the changes from %j to %j up to %d: %d", (left, right, most, distance) => {
  expect(editDistance(left, right, most)).toBe(distance);
});

it("is the same in both directions, and at most the length of the longer text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const distance = editDistance(left, right, 8);
      expect(distance).toBe(editDistance(right, left, 8));
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
      expect(distance === 0).toBe(left === right);
    }),
  );
});
