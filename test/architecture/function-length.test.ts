import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { SOURCES } from "../support/source-files.ts";

/** The limit of a function's length, because a longer function does more than one thing. */
const LINES_AT_MOST = 40;

/** The script of a page is excluded: it is one function that contains its parts, like a module. */
const CHECKED = /^(functions|infra)\/(?!.*\.client\.js$)/;
const DEPLOYED = /^functions\/(?!.*\.client\.js$)/;

interface Lines {
  readonly first: number;
  readonly last: number;
}

interface CountedFunction extends Lines {
  readonly name: string;
  readonly whole: number;
  /** Its lines without those of the functions within it. */
  readonly own: number;
}

/** Returns all functions of a source with their own lines. */
function functionsOf(path: string, text: string): CountedFunction[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const open: { inner: Lines[] }[] = [];
  const found: CountedFunction[] = [];
  const enter = () => void open.push({ inner: [] });
  const exit = (node: { start: number; end: number }) => {
    const [first, last] = [lineOf(node.start), lineOf(node.end)];
    const inner = open.pop()?.inner ?? [];
    // The first and last line of an inner function belong to both functions.
    const innerLines = inner.reduce((sum, one) => sum + Math.max(0, one.last - one.first - 1), 0);
    const name = /^(?:async )?function (\w+)/.exec(text.slice(node.start))?.[1] ?? `line ${first}`;
    const whole = last - first + 1;
    found.push({ name, first, last, whole, own: whole - innerLines });
    open.at(-1)?.inner.push({ first, last });
  };
  new Visitor({
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    "FunctionDeclaration:exit": exit,
    "FunctionExpression:exit": exit,
    "ArrowFunctionExpression:exit": exit,
  }).visit(parseSync(path, text).program);
  return found;
}

/** Returns the functions that are too long, with their files. */
function tooLong(paths: RegExp, linesOf: (counted: CountedFunction) => number): string[] {
  return SOURCES.filter((path) => paths.test(path)).flatMap((path) =>
    functionsOf(path, readRepositoryFile(path))
      .filter((counted) => linesOf(counted) > LINES_AT_MOST)
      .map(({ name }) => `${path} ${name}`),
  );
}

it("counts the lines of a function with and without those of the functions within it", () => {
  const text = [
    "function outer() {",
    "  const inner = () => {",
    "    return 1;",
    "  };",
    "  return inner;",
    "}",
  ];
  const counted = functionsOf("example.ts", text.join("\n"));
  expect(counted.map(({ name, whole, own }) => [name, whole, own])).toEqual([
    ["line 2", 3, 3],
    ["outer", 6, 5],
  ]);
});

it(`no function of functions/ and infra/ has more than ${LINES_AT_MOST} lines of its own`, () => {
  expect(tooLong(CHECKED, ({ own }) => own)).toEqual([]);
});

it(`no function that is deployed has more than ${LINES_AT_MOST} lines with the functions within it`, () => {
  expect(tooLong(DEPLOYED, ({ whole }) => whole)).toEqual([]);
});
