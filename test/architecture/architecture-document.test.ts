import { expect, it } from "vitest";
import { withRoomDrawing } from "../../infra/documents/room-drawing.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { FILES } from "../support/source-files.ts";

const PAGE = readRepositoryFile("docs/architecture.md");

/** The folders with a handler, one for each function. */
const FUNCTIONS = FILES.flatMap((path) => /^functions\/([\w-]+)\/handler\.ts$/.exec(path)?.[1] ?? []);

it("draws the rooms as they are declared", () => {
  expect(PAGE).toBe(withRoomDrawing(PAGE));
});

it.each(FUNCTIONS)("says what %s does", (name) => {
  expect(PAGE).toMatch(new RegExp(`\\b${name}\\b`));
});

it("names no function that is not there", () => {
  const drawn = [...PAGE.matchAll(/\*\*([a-z]+(?:-[a-z]+)+)\*\*/g)].map(([, name]) => name);
  expect(drawn.filter((name) => name !== undefined && !FUNCTIONS.includes(name))).toEqual([]);
});
