import { expect, it } from "vitest";
import { tagsIn } from "#core/tickets/reading/tags";

it.each([
  ["a list", ["vip", "email set-up"], ["vip", "email set-up"]],
  ["an empty list", [], []],
  ["a text with spaces", "vip email", ["vip", "email"]],
  ["a text with commas", "vip,email, new", ["vip", "email", "new"]],
  ["a text with spaces and commas around it", " ,vip, ", ["vip"]],
  ["an empty text", "", []],
  ["a text of spaces", "  ", []],
  ["a number", 5, []],
  ["a list with a number", ["vip", 5], []],
  ["nothing", undefined, []],
])("reads the tags in %s", (_, sent, tags) => {
  expect(tagsIn(sent)).toEqual(tags);
});
