import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as z from "zod";
import { LIMITS } from "#adapters/dns/limits";
import { reportSchema } from "../../infra/diagnose/report.ts";

const text = readFileSync("docs/diagnose.md", "utf8");

it("documents the schema of --json as it is", () => {
  expect(JSON.parse(readFileSync("docs/diagnose.schema.json", "utf8"))).toEqual(z.toJSONSchema(reportSchema));
});

it("documents every member of it", () => {
  const { records, findings } = reportSchema.shape;
  const shapes = [reportSchema.shape, records.element.shape, findings.element.shape];
  for (const member of shapes.flatMap(Object.keys))
    expect(text).toMatch(new RegExp(`^\\| .*\`${member}`, "m"));
});

it("documents the bounds of a diagnosis", () => {
  expect(text).toContain(
    `at most ${LIMITS.queries} queries and takes at most ${LIMITS.sessionMs / 1000} seconds`,
  );
});
