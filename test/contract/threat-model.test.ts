import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPOSITORY, readRepositoryFile } from "../support/deployment.ts";

const text = readRepositoryFile("docs/security.md");
const rows = text.split("\n").filter((line) => /^\|.*`(functions|infra|template)/.test(line));

describe("each threat", () => {
  it.each(rows)("names code and tests that exist: %s", (row) => {
    const cells = row.split("|").slice(1, -1);
    const [code = "", tests = ""] = cells.slice(-2);
    const named = [...`${code}${tests}`.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
    expect(tests).toMatch(/`test\/[^`]+\.test\.ts`/);
    for (const path of named) expect(existsSync(join(REPOSITORY, path)), path).toBe(true);
  });
});
