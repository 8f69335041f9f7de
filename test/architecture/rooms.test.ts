import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { circleIn, IMPORTS } from "../support/import-graph.ts";
import { ROOMS, roomOf } from "../support/rooms.ts";
import { FILES } from "../support/source-files.ts";

/** The files outside all rooms; the first comment of each gives the reason. */
const LOOSE = [
  "functions/adapters/transient.ts",
  "functions/core/deployment-ports.ts",
  "functions/core/deployment-settings.ts",
  "functions/core/errors.ts",
  "functions/core/table.ts",
  "functions/platform/challenge-token.ts",
  "functions/platform/observability.ts",
  "functions/platform/onboarding-id.ts",
];

const LAYERS = /^functions\/(core|adapters|platform)\//;

describe("the imports", () => {
  it("form no cycle, types included", () => {
    expect(circleIn(IMPORTS).join(" -> ")).toBe("");
  });

  it("are followed to files that exist", () => {
    const missing = [...IMPORTS].flatMap(([source, targets]) =>
      targets.filter((target) => !FILES.includes(target)).map((target) => `${source} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it("would report a cycle with its path", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    expect(circleIn(graph)).toEqual(["b", "c", "b"]);
  });
});

describe("the rooms", () => {
  it("are the folders of core, adapters and platform", () => {
    const folders = FILES.filter((path) => LAYERS.test(path)).flatMap((path) => roomOf(path) ?? []);
    expect([...new Set(folders)].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it("leave no file outside them, except those that are listed", () => {
    const loose = FILES.filter((path) => LAYERS.test(path) && roomOf(path) === undefined);
    expect(loose.filter((path) => path.endsWith(".ts")).sort()).toEqual(LOOSE);
  });

  it("import only rooms that are declared before them", () => {
    const names = Object.keys(ROOMS);
    const upward = names.flatMap((name, index) =>
      (ROOMS[name]?.imports ?? [])
        .filter((other) => !names.slice(0, index).includes(other))
        .map((other) => `${name} -> ${other}`),
    );
    expect(upward).toEqual([]);
  });

  it.each(Object.keys(ROOMS))("%s imports only the rooms that it declares, and all of them", (name) => {
    const used = [...IMPORTS]
      .filter(([source]) => roomOf(source) === name)
      .flatMap(([, targets]) => targets.flatMap((target) => roomOf(target) ?? []))
      .filter((other) => other !== name);
    expect([...new Set(used)].sort()).toEqual([...(ROOMS[name]?.imports ?? [])].sort());
  });

  it.each(Object.keys(ROOMS))(
    "%s says in its README what it knows, must not know, and where to start",
    (name) => {
      const text = readRepositoryFile(`functions/${name}/README.md`);
      expect(text).toContain(ROOMS[name]?.knows);
      expect(text).toMatch(/must not know/i);
      const places = [...text.matchAll(/\]\(([^)]+)\)/g)].map(
        ([, place = ""]) => `functions/${name}/${place}`,
      );
      expect(places.length).toBeGreaterThan(0);
      expect(places.filter((place) => !FILES.some((file) => file.startsWith(place)))).toEqual([]);
    },
  );
});
