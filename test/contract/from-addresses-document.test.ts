import { expect, it } from "vitest";
import { REFUSALS } from "#core/onboarding/refused-address";
import { WARNINGS } from "#core/projects/from-address";
import { readRepositoryFile } from "../support/deployment.ts";

const sections = readRepositoryFile("docs/from-addresses.md").split("\n## ");

it.each([
  ["Why an address is refused", REFUSALS],
  ["What is worth knowing", WARNINGS],
])("%s: the document has every code, in order, and no other", (title, codes) => {
  const section = sections.find((one) => one.startsWith(title)) ?? "";
  const documented = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(documented).toEqual([...codes]);
});
