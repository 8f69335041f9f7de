import { describe, expect, it } from "vitest";
import { UsageError } from "../infra/command-line.ts";
import { parseOptions } from "../infra/parse-options.ts";
import { readRepositoryFile } from "./support/deployment.ts";
import { SOURCES } from "./support/source-files.ts";

const OPTIONS = {
  owner: { type: "string", short: "o" },
  yes: { type: "boolean" },
  requester: { type: "string", multiple: true },
} as const;

function parse(...args: string[]) {
  return parseOptions({ args, options: OPTIONS, allowPositionals: true });
}

it("the options of every command line are parsed in one place", () => {
  const direct = SOURCES.filter((path) => /\bparseArgs\(/.test(readRepositoryFile(path)));
  expect(direct).toEqual(["infra/parse-options.ts"]);
});

describe("an option that is given twice", () => {
  it.each([
    ["with two values", ["--owner", "a", "--owner", "b"], "--owner: give it once"],
    ["with one value", ["--owner", "a", "--owner=a"], "--owner: give it once"],
    ["by its short name", ["-o", "a", "--owner", "b"], "--owner: give it once"],
    ["as a switch", ["--yes", "x", "--yes"], "--yes: give it once"],
    ["with another", ["--yes", "--yes", "--yes", "-o", "a", "-o", "b"], "--yes, --owner: give it once"],
  ])("is refused %s", (_how, args, message) => {
    expect(() => parse(...args)).toThrow(new UsageError(message));
  });

  it("is read if it is meant to be repeated", () => {
    expect(parse("--requester", "a", "--requester", "b").values).toEqual({ requester: ["a", "b"] });
  });

  it("is text after the end of the options", () => {
    expect(parse("--owner", "a", "--", "--owner", "b")).toMatchObject({
      values: { owner: "a" },
      positionals: ["--owner", "b"],
    });
  });
});
