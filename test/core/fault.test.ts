import { expect, it } from "vitest";
import { z } from "zod";
import { faultsOf } from "#core/fault";

const schema = z.strictObject({
  name: z.string().max(5, "a short name"),
  list: z.array(z.number("a number")),
});

it("says field, what was sent and what is expected", () => {
  const data = { name: "x".repeat(500), list: [1, "two", { three: 3 }], more: true };
  const { error } = schema.safeParse(data);
  expect(error && faultsOf(error, data)).toEqual([
    { field: "name", sent: "x".repeat(200), expected: "a short name" },
    { field: "list.1", sent: "two", expected: "a number" },
    { field: "list.2", sent: null, expected: "a number" },
    { field: "more", sent: true, expected: "nothing: this field is not known" },
  ]);
});

it("keeps its calm with hostile keys", () => {
  const data: unknown = JSON.parse('{"name":"a","list":[],"__proto__":1,"constructor":{"prototype":1}}');
  const { error } = schema.safeParse(data);
  expect(error && faultsOf(error, data).map(({ field }) => field)).toContain("constructor");
});
