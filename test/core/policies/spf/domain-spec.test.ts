import { describe, expect, it } from "vitest";
import { type MacroString, parseDomainSpec, parseMacroString } from "#core/policies/spf/domain-spec";

const D = { letter: "d", reversed: false, delimiters: "." };

describe("a macro-string has the pieces", () => {
  it.each<[string, MacroString]>([
    ["", []],
    ["a.example", ["a.example"]],
    ["!$&~", ["!$&~"]],
    ["%%", ["%"]],
    ["%_", [" "]],
    ["%-", ["%20"]],
    ["a%%b%_c", ["a", "%", "b", " ", "c"]],
    ["%{d}", [D]],
    ["%{D}", [{ ...D, letter: "D" }]],
    ["%{dr}", [{ ...D, reversed: true }]],
    ["%{dR}", [{ ...D, reversed: true }]],
    ["%{d2}", [{ ...D, parts: 2 }]],
    ["%{d02}", [{ ...D, parts: 2 }]],
    ["%{d10r-+}", [{ letter: "d", parts: 10, reversed: true, delimiters: "-+" }]],
    ["%{l.-+,/_=}", [{ letter: "l", reversed: false, delimiters: ".-+,/_=" }]],
    ["a.%{d}.b", ["a.", D, ".b"]],
    [
      "%{s}%{o}",
      [
        { ...D, letter: "s" },
        { ...D, letter: "o" },
      ],
    ],
  ])("%j", (text, pieces) => {
    expect(parseMacroString(text, "name")).toEqual(pieces);
    expect(parseMacroString(text, "explanation")).toEqual(pieces);
  });
});

describe("a macro-string is invalid", () => {
  it.each([
    "%",
    "a%",
    "%a",
    "%{",
    "%{d",
    "%{}",
    "%{x}",
    "%{d0}",
    "%{d00}",
    "%{rd}",
    "%{d2x}",
    "a b",
    "é",
    "\t",
  ])("%j", (text) => {
    expect(parseMacroString(text, "name")).toBeUndefined();
    expect(parseMacroString(text, "explanation")).toBeUndefined();
    expect(parseDomainSpec(text)).toBeUndefined();
  });

  it.each(["c", "r", "t", "C", "R", "T"])("with the letter %s, unless it is an explanation", (letter) => {
    expect(parseMacroString(`%{${letter}}`, "name")).toBeUndefined();
    expect(parseMacroString(`%{${letter}}`, "explanation")).toEqual([{ ...D, letter }]);
  });
});

describe("a domain-spec", () => {
  it.each<[string, MacroString]>([
    ["a.example", ["a.example"]],
    ["a.example.", ["a.example."]],
    [".example", [".example"]],
    ["a.1e", ["a.1e"]],
    ["a.x", ["a.x"]],
    ["a.xn--p1ai", ["a.xn--p1ai"]],
    ["%{d}", [D]],
    ["a.%{d}", ["a.", D]],
    ["%{d}.example", [D, ".example"]],
    ["a%%", ["a", "%"]],
    ["a%_", ["a", " "]],
    ["a%-", ["a", "%20"]],
  ])("is %j", (text, pieces) => {
    expect(parseDomainSpec(text)).toEqual(pieces);
  });

  it.each([
    ["without a text", ""],
    ["with one label", "museum"],
    ["with one label and a dot", "museum."],
    ["with a number as its top label", "a.123"],
    ["with a number as its top label and a dot", "a.123."],
    ["with a top label that begins with a hyphen", "a.-b"],
    ["with a top label that ends with a hyphen", "a.b-"],
    ["with a top label of other signs", "a.b_c"],
    ["with two dots at its end", "a.example.."],
    ["with a literal without a dot behind a macro", "%{d}example"],
    ["with a literal without a dot behind an escape", "a.%%example"],
    ["with a slash behind a macro", "%{d}/24"],
  ])("is invalid %s", (_why, text) => {
    expect(parseDomainSpec(text)).toBeUndefined();
  });
});
