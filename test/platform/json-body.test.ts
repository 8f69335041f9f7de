import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, readJson } from "#platform/http/json-body";

describe("a text that is JSON", () => {
  it("is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['"done \\ud83d"', "done \ufffd"],
    ['"\\ude00 done"', "\ufffd done"],
    ['"\\ud83d\\ude00"', "\u{1f600}"],
    ['["\\udfff", {"a": "\\ud800"}]', ["\ufffd", { a: "\ufffd" }]],
    ['[null, 1, true, "\\ud800"]', [null, 1, true, "\ufffd"]],
    ['{"\\ud800": 1}', { "\ufffd": 1 }],
    ['"\\\\ud800"', "\\ud800"],
  ])("has no half of a surrogate pair: %s", (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it("may repeat a key in different objects, and keeps __proto__ as a plain key", () => {
    expect(parseJson('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
    const read = parseJson('{"__proto__":{"a":1}}');
    expect(Object.keys(Object(read))).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it("may nest as deep as no body does", () => {
    expect(parseJson(`${"[".repeat(100)}${"]".repeat(100)}`)).toBeDefined();
  });
});

describe("a text is refused", () => {
  it.each([
    ["that repeats a key", '{"a":1,"a":2}'],
    ["that repeats a key further down", '{"ticket":{"requester":{"email":"a"},"x":[],"requester":{}}}'],
    ["that repeats a key in an array", '[{"a":1,"b":{},"a":1}]'],
    ["that repeats a key written differently", '{"requester":1,"r\\u0065quester":2}'],
    ["that repeats a key after halves of surrogate pairs are replaced", '{"\\ud800":1,"\\udfff":2}'],
    ["that repeats __proto__", '{"__proto__":1,"__proto__":2}'],
    [
      "whose placeholder was not escaped",
      '{"text":"x","requester":"known@d.example","z":"","requester":"y@d.example"}',
    ],
    ["that is nested too deeply", `${"[".repeat(101)}${"]".repeat(101)}`],
    ["that is nested without end", '{"a":'.repeat(50_000)],
    [
      "that is nested deeply where a later key hides it",
      `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)},"b":1}`,
    ],
    ["with a comment", "{/* a */}"],
    ["with a comma at the end", '{"a":1,}'],
    ["that is cut off", '{"a":1'],
    ["that is empty", ""],
  ])("%s", (_, text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe("a body", () => {
  it.each([
    ['{"a":1}', { value: { a: 1 } }],
    ["null", { value: null }],
    ["", { fault: "not-json" }],
    ["{", { fault: "not-json" }],
    ['{"a":1,"a":2', { fault: "not-json" }],
    ["[".repeat(50_000), { fault: "not-json" }],
    ['{"a":1,"\\u0061":2}', { fault: "repeats-key" }],
    [`${"[".repeat(200)}${"]".repeat(200)}`, { fault: "too-deep" }],
    [`${"[".repeat(130_000)}${"]".repeat(130_000)}`, { fault: "too-deep" }],
  ])("is read, or has one clear fault: %#", (text, expected) => {
    expect(readJson(Buffer.from(text))).toEqual(expected);
  });

  it.each([[[0xed, 0xa0, 0xbd]], [[0xff]], [[0xc3]], [[0xc0, 0xaf]]])(
    "with the bytes %j is not in UTF-8, in a text or alone",
    (bytes) => {
      const [bare, quoted] = [Buffer.from(bytes), Buffer.from([0x22, ...bytes, 0x22])];
      expect([readJson(bare), readJson(quoted)]).toEqual([{ fault: "not-utf8" }, { fault: "not-utf8" }]);
    },
  );
});
