import { expect, it } from "vitest";
import * as z from "zod";
import { faultsOf, sentValue, writtenFaults } from "#core/tickets/fault";
import { expecting } from "#core/words/expected-text";
import { textsIn } from "#core/words/texts";

const ENGLISH = textsIn("en");

const schema = z.strictObject({
  name: z.string().max(5, "fault.display-name"),
  list: z.array(z.number()),
});

it("says field, what was sent and what is expected", () => {
  const data = { name: "x".repeat(500), list: [1, "two", { three: 3 }], more: true };
  const { error } = schema.safeParse(data);
  expect(error && writtenFaults(faultsOf(error, data), ENGLISH)).toEqual([
    { field: "name", sent: "x".repeat(200), expected: "a name of at most 1,000 characters" },
    { field: "list.1", sent: "two", expected: "a number" },
    { field: "list.2", sent: null, expected: "a number" },
    { field: "more", sent: true, expected: "nothing: this field is not known" },
  ]);
});

it("measures only what has the right kind", () => {
  const sized = z.object({
    list: z.array(z.string()).max(3, "fault.from-addresses"),
    name: z.string().max(2),
  });
  const data = { list: "longer than three", name: ["a", "b", "c"] };
  const { error } = sized.safeParse(data);
  expect(error && writtenFaults(faultsOf(error, data), ENGLISH)).toEqual([
    { field: "list", sent: "longer than three", expected: "a list" },
    { field: "name", sent: null, expected: "a text" },
  ]);
});

it.each([
  ["a text", { at: "text" }],
  ["a number", { at: 5 }],
  ["nothing", {}],
  ["null", { at: null }],
  ["a list without it", { at: [] }],
  ["an object without it", { at: { other: 1 } }],
])("says that nothing was sent where the place is below %s", (_what, data) => {
  const strict = z.unknown().refine(() => false, { path: ["at", "below", "there"] });
  const { error } = strict.safeParse(data);
  expect(error && faultsOf(error, data)).toMatchObject([{ field: "at.below.there", sent: null }]);
});

it.each([
  ["x".repeat(200), "x".repeat(200)],
  ["x".repeat(201), "x".repeat(200)],
  [0, 0],
  [false, false],
  [undefined, null],
  [null, null],
  [[1], null],
  [{ a: 1 }, null],
])("shows what was sent in a short form: %j", (value, shown) => {
  expect(sentValue(value)).toBe(shown);
});

it("survives hostile keys", () => {
  const data: unknown = JSON.parse('{"name":"a","list":[],"__proto__":1,"constructor":{"prototype":1}}');
  const { error } = schema.safeParse(data);
  expect(error && faultsOf(error, data).map(({ field }) => field)).toContain("constructor");
});

it.each([
  [z.string(), undefined, "a text"],
  [z.string().min(1), "", "a text that is not empty"],
  [z.string().min(2), "a", "at least 2 characters"],
  [z.string().max(2), "abc", "at most 2 characters"],
  [z.number(), "1", "a number"],
  [z.coerce.number(), "one", "a number"],
  [z.number().int(), 1.5, "a whole number"],
  [z.number().positive(), 0, "a number of more than 0"],
  [z.number().max(9), 10, "a number of at most 9"],
  [z.boolean(), "yes", "true or false"],
  [z.array(z.string()), "a", "a list"],
  [z.array(z.string()).min(1), [], "a list of at least 1"],
  [z.array(z.string()).length(1), ["a", "b"], "a list of exactly 1"],
  [z.object({}), "a", "an object"],
  [z.record(z.string(), z.string()), 1, "an object"],
  [z.record(z.string().min(2), z.string()), { a: "b" }, "at least 2 characters"],
  [z.enum(["a", "b"]), "c", "one of a, b"],
  [z.literal("a"), "b", "a"],
  [z.url(), "a", "a URL such as https://www.example.com"],
  [z.string().regex(/^a$/), "b", "a text of another form"],
  [z.union([z.string(), z.boolean()]), 1, "another value"],
  [
    z.string(expecting({ key: "fault.at-or-below", values: { domains: "a.example" } })),
    1,
    "a.example, or a domain below",
  ],
  [
    z.discriminatedUnion("a", [z.object({ a: z.literal("b") }), z.object({ a: z.literal("c") })]),
    { a: "d" },
    "one of b, c",
  ],
  [z.strictObject({}), { a: 1 }, "nothing: this field is not known"],
  [z.date(), 1, "another kind of value"],
  [z.string().refine(() => false), "a", "another value"],
])("has words for what a schema expects in none of its own, %#", (schema, data, expected) => {
  const { error } = schema.safeParse(data);
  const faults = error && writtenFaults(faultsOf(error, data), ENGLISH);
  expect(faults?.map((fault) => fault.expected)).toEqual([expected]);
});
