import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const FILE = join(import.meta.dirname, "../../docs/glossary.md");

/** The terms of the glossary, each with one sentence. */
export const GLOSSARY: Readonly<Record<string, string>> = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "glossary.json"), "utf8")));

/** Writes the glossary as a document. */
export function glossaryDocument(): string {
  const rows = Object.entries(GLOSSARY).map(([word, meaning]) => `| **${word}** | ${meaning} |`);
  return [
    "# Glossary",
    "",
    "One word for one thing, in code, events, documents and on the command line. The words come from mail (RFC 5321, 5322,",
    "6376, 7208, 9989), DNS (RFC 1034, 9499), Amazon SES and Step Functions, where these have one.",
    "",
    "| word | meaning |",
    "|---|---|",
    ...rows,
    "",
    "`npm run docs` writes this page from `infra/documents/glossary.json`.",
    "",
  ].join("\n");
}

if (import.meta.main) writeFileSync(FILE, glossaryDocument());
