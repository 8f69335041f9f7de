import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPOSITORY, readRepositoryFile } from "../support/deployment.ts";

const rows = readRepositoryFile("docs/guide.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| advice"));

it.each(rows)("%s", (row) => {
  const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path = ""]) => path);
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
});
