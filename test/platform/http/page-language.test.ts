import { expect, it } from "vitest";
import { pageLanguage } from "#platform/http/page-language";

it.each([
  ["with a preference that ends at its 500th character", 497, "de"],
  ["without a preference that ends after its 500th character", 498, "en"],
])("reads the browser's header %s", (_what, length, language) => {
  const headers = { "accept-language": `${"x".repeat(length)},de` };
  expect(pageLanguage({ query: {}, headers })).toBe(language);
});
