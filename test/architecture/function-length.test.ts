import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { SOURCES } from "../support/source-files.ts";

/** A longer function does more than one thing. */
const LINES_AT_MOST = 40;

/** Two simulations that are still too long; nothing may be added. */
const STILL_TOO_LONG: readonly string[] = [];

/** The script of a page is one function around its parts, as its module. */
const CHECKED = /^(functions|infra)\/(?!.*\.client\.js$)/;

interface Lines {
  readonly first: number;
  readonly last: number;
}

interface LongFunction extends Lines {
  readonly name: string;
  /** Its lines without those inside of the functions within it. */
  readonly own: number;
}

/** Every function of a source with its own lines. */
function functionsOf(path: string, text: string): LongFunction[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const open: { inner: Lines[] }[] = [];
  const found: LongFunction[] = [];
  const enter = () => void open.push({ inner: [] });
  const exit = (node: { start: number; end: number }) => {
    const [first, last] = [lineOf(node.start), lineOf(node.end)];
    const inner = open.pop()?.inner ?? [];
    // The first and the last line of a function within belong to both.
    const innerLines = inner.reduce((sum, one) => sum + Math.max(0, one.last - one.first - 1), 0);
    const name = /^(?:async )?function (\w+)/.exec(text.slice(node.start))?.[1] ?? `line ${first}`;
    found.push({ name, first, last, own: last - first + 1 - innerLines });
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

it("counts the lines of a function without those of the functions within it", () => {
  const text = [
    "function outer() {",
    "  const inner = () => {",
    "    return 1;",
    "  };",
    "  return inner;",
    "}",
  ];
  const counted = functionsOf("example.ts", text.join("\n")).map(({ name, own }) => [name, own]);
  expect(counted).toEqual([
    ["line 2", 3],
    ["outer", 5],
  ]);
});

it(`no function of functions/ and infra/ has more than ${LINES_AT_MOST} lines of its own`, () => {
  const long = SOURCES.filter((path) => CHECKED.test(path)).flatMap((path) =>
    functionsOf(path, readRepositoryFile(path))
      .filter(({ own }) => own > LINES_AT_MOST)
      .map(({ name }) => `${path} ${name}`),
  );
  expect(long.sort()).toEqual(STILL_TOO_LONG);
});
