import { describe, expect, it } from "vitest";
import { quoted } from "#core/names/shown-value";

describe("values in quotation marks", () => {
  it("are all shown if there are four", () => {
    expect(quoted(["a", "b", "c", "d"])).toEqual(["“a”", "“b”", "“c”", "“d”"]);
  });

  it.each([5, 20])("are cut to four and an ellipsis if there are %d", (count) => {
    const values = Array.from({ length: count }, (_, index) => `ns${index + 1}.example`);
    expect(quoted(values)).toEqual([
      ...["“ns1.example”", "“ns2.example”", "“ns3.example”", "“ns4.example”"],
      "…",
    ]);
  });
});
