import fc from "fast-check";
import { expect, it } from "vitest";
import { parseEmailAddress } from "#core/names/email-address";

it.each([
  ["news@oxfordstones.example", "news@oxfordstones.example"],
  [" News+Sale@OxfordStones.Example. ", "News+Sale@oxfordstones.example"],
  ["o'neil@d.example", "o'neil@d.example"],
  ["a@bücher.example", "a@xn--bcher-kva.example"],
  [`${"a".repeat(64)}@d.example`, `${"a".repeat(64)}@d.example`],
])("reads %j as %j", (text, address) => {
  expect(parseEmailAddress(text)?.address).toBe(address);
});

it.each([
  "",
  "news",
  "@d.example",
  "news@",
  "news@example",
  "a@b@d.example",
  '"a b"@d.example',
  ".a@d.example",
  "a.@d.example",
  "a..b@d.example",
  "müller@d.example",
  "Oxford <news@d.example>",
  "news@[192.0.2.1]",
  "news@192.0.2.1",
  `${"a".repeat(65)}@d.example`,
  `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.example`,
])("refuses %j", (text) => {
  expect(parseEmailAddress(text)).toBeUndefined();
});

it("is the same when it is read again, and no text makes reading throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: "binary" })), (text) => {
      const read = parseEmailAddress(text);
      if (read !== undefined) expect(parseEmailAddress(read.address)).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});
