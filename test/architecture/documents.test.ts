import { existsSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { REPOSITORY, readRepositoryFile } from "../support/deployment.ts";
import { DOCUMENTS } from "../support/documents.ts";

/** Returns the links of a page to files of this repository. */
function linksOf(page: string): string[] {
  return [...readRepositoryFile(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    ([, target = ""]) => posix.join(posix.dirname(page), target),
  );
}

describe.each(DOCUMENTS)("%s", (page) => {
  it("links to files that exist", () => {
    expect(linksOf(page).filter((target) => !existsSync(`${REPOSITORY}/${target}`))).toEqual([]);
  });
});

it("leads to every document from docs/README.md", () => {
  const pages = DOCUMENTS.filter((page) => /^docs\/[\w-]+\.md$/.test(page) && page !== "docs/README.md");
  const linked = linksOf("docs/README.md");
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

it("names in the recipes only files that exist", () => {
  const named = [
    ...readRepositoryFile("CONTRIBUTING.md").matchAll(/`((?:functions|infra|test|docs)\/[\w./-]+)`/g),
  ];
  const paths = named.map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(`${REPOSITORY}/${path}`))).toEqual([]);
});

it("gives each decision a number of its own, which its title repeats", () => {
  const files = readdirSync(`${REPOSITORY}/docs/adr`);
  const numbers = files.map((file) => file.slice(0, 4));
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  const titles = files.map((file) => readRepositoryFile(`docs/adr/${file}`).slice(0, "# 0000:".length));
  expect(titles).toEqual(numbers.map((number) => `# ${number}:`));
});
