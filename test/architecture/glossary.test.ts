import { describe, expect, it } from "vitest";
import { GLOSSARY, glossaryDocument } from "../../infra/documents/glossary.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { SOURCES } from "../support/source-files.ts";

const CODE = SOURCES.filter((source) => /^(functions|infra)\//.test(source))
  .map(readRepositoryFile)
  .join("\n")
  .toLowerCase();

describe("the glossary", () => {
  it("is published as it is", () => {
    expect(readRepositoryFile("docs/glossary.md")).toBe(glossaryDocument());
  });

  it("is in alphabetical order", () => {
    const words = Object.keys(GLOSSARY);
    expect(words).toEqual(words.toSorted((one, other) => one.localeCompare(other, "en")));
  });

  it.each(Object.keys(GLOSSARY))("explains %s in one sentence, and the code uses the word", (word) => {
    expect(GLOSSARY[word]).toMatch(/^[A-Z`].*\.$/);
    const joined = word.toLowerCase().replaceAll(/[ -]/g, "[ -]?");
    expect(CODE).toMatch(new RegExp(joined));
  });
});
