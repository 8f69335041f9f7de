import { expect, it } from "vitest";
import { excerpt } from "#core/names/excerpt";

it.each(["", "abcdefgh", "abcdefghi", "abcdefghij"])(
  "leaves a text that is short enough whole: %j",
  (text) => {
    expect(excerpt(text, 10)).toBe(text);
    expect(excerpt(text, 10, "abcdefghiX")).toBe(text);
  },
);

it.each([
  ["the beginning without a wanted text", "abcdefghijk", "", "abcdefgh…"],
  ["the end where only that differs", "abcdefghijk", "abcdefghijX", "…defghijk"],
  ["the end where nothing differs", "abcdefghijk", "abcdefghijk", "…defghijk"],
  ["what is around the first difference", "abcdefghijklmnopqrst", "abcdefghijXlmnopqrst", "…ghijklmn…"],
])("shows of a longer text %s", (_what, text, wanted, shown) => {
  expect(excerpt(text, 10, wanted)).toBe(shown);
});
