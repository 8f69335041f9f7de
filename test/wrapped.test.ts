import { expect, it } from "vitest";
import { WIDTH, wrapped } from "../infra/wrapped.ts";

it("breaks between words, loses none, and leads each line", () => {
  const text = "signed by oxfordstones.example, and its bounces go elsewhere ".repeat(6).trim();
  const lines = wrapped(text, "  ");
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect([line.startsWith("  "), line.length <= WIDTH]).toEqual([true, true]);
  expect(lines.map((line) => line.slice(2)).join(" ")).toBe(text);
});

it("leaves alone what is short, and what can't be broken", () => {
  expect(wrapped("short")).toEqual(["short"]);
  expect(wrapped(`see ${"x".repeat(150)} there`)).toEqual(["see", "x".repeat(150), "there"]);
});
