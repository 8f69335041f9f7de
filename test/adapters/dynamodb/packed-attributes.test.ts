import { describe, expect, it } from "vitest";
import { packed, unpacked } from "#adapters/dynamodb/packed-attributes";

const LOOK = {
  findings: Array.from({ length: 80 }, (_, number) => ({ number, fix: "Change Host to “abc” ü" })),
};
const ITEM = { pk: "p", sk: "s", version: 1, status: "ready", records: ["short"], look: LOOK };

describe("an item in the table", () => {
  it("comes back as it was", () => {
    expect(unpacked(packed(ITEM))).toEqual(ITEM);
  });

  it("has what conditions, indexes and people read as it is", () => {
    expect(packed(ITEM)).toMatchObject({ pk: "p", sk: "s", version: 1, status: "ready", records: ["short"] });
  });

  it("stores long values in a fraction of their size", () => {
    const { look } = packed(ITEM);
    if (!(look instanceof Uint8Array)) throw new Error("It was not packed");
    expect(look.length).toBeLessThan(JSON.stringify(LOOK).length / 5);
  });
});
