import fc from "fast-check";
import { expect, it } from "vitest";
import { contrast, LEAST_CONTRAST, onDark } from "#core/brand/colour";

/** The values come from https://webaim.org/resources/contrastchecker/ */
it.each([
  ["#000000", "#ffffff", 21],
  ["#767676", "#ffffff", 4.54],
  ["#777777", "#ffffff", 4.48],
  ["#ffffff", "#ffffff", 1],
])("the contrast of %s and %s is %d", (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2);
  expect(contrast(other, one)).toBeCloseTo(expected, 2);
});

it("any colour has a shade that is legible on dark surfaces", () => {
  const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (channels) => {
      expect(contrast(onDark(`#${channels.join("")}`), "#191d1a")).toBeGreaterThan(LEAST_CONTRAST);
    }),
  );
});
