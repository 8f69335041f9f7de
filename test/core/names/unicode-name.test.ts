import { domainToASCII, domainToUnicode } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bothForms, unicodeName } from "#core/names/unicode-name";

it.each([
  "münchen.example",
  "例え.テスト",
  "пример.испытание",
  "a-ü-b.example",
  "눼abcde댄.example",
  "ليهمابتكلموشعربي؟.example",
])("reads the Unicode form of %s", (name) => expect(unicodeName(domainToASCII(name))).toBe(name));

it("reads every name that the URL class of Node.js reads", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zà-ž\u0400-\u04ff]{1,20}$/), (label) => {
      const ascii = domainToASCII(`${label}.example`);
      fc.pre(ascii.startsWith("xn--"));
      expect(unicodeName(ascii)).toBe(domainToUnicode(ascii));
    }),
  );
});

it("leaves ASCII alone, and what is no Punycode", () => {
  expect(unicodeName("oxfordstones.example")).toBeUndefined();
  expect(unicodeName("xn--99999999999.example")).toBeUndefined();
  expect(bothForms("oxfordstones.example")).toBe("oxfordstones.example");
});

it("ends within its bounds on any label", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{0,59}$/), (rest) => {
      unicodeName(`xn--${rest}.example`);
    }),
  );
});
