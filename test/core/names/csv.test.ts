import { expect, it } from "vitest";
import { csvOf } from "#core/names/csv";

it("quotes texts as RFC 4180 says, and leaves numbers and nothing as they are", () => {
  expect(csvOf([["a", 'b"c', 1, null]])).toBe('"a","b""c",1,\r\n');
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("runs no formula: %j", (text) => {
  expect(csvOf([[text]])).toMatch(/^"('|\uFFFD)/);
});

it("removes characters that change the direction of the text around them", () => {
  expect(csvOf([["a\u202Eb\u2066c"]])).toBe('"a\uFFFDb\uFFFDc"\r\n');
});
