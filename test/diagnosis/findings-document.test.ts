import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CATALOGUE, type FindingCode } from "#core/diagnosis/model/catalogue";
import { findingsDocument, meaningOf } from "../../infra/documents/findings.ts";

it("documents the findings as they are", () => {
  const file = join(import.meta.dirname, "../../docs/findings.md");
  expect(readFileSync(file, "utf8")).toBe(findingsDocument());
});

it("has codes of one form, each with a sentence", () => {
  for (const code of Object.keys(CATALOGUE) as FindingCode[]) {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
    expect(meaningOf(code)).toMatch(/^[A-Z].*\.$/);
  }
});
