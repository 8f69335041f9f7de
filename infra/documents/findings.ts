import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, type FindingCode, SEVERITIES } from "#core/diagnosis/model/catalogue";
import { textsIn } from "#core/words/texts";

const FILE = join(import.meta.dirname, "../../docs/findings.md");

const CODES = Object.keys(CATALOGUE) as FindingCode[];

const HEADINGS = {
  urgent: "Urgent: harm is being done",
  blocking: "Blocking: it will not work like this",
  warning: "Warnings: it works, with a risk, or could not be told",
  advice: "Advice: good to know",
} as const;

/** Returns the meaning of a finding in one sentence. */
export function meaningOf(code: FindingCode): string {
  return textsIn("en").text(`operators.commands.finding.${code}`);
}

/** Writes the document with the table of all findings. */
export function findingsDocument(): string {
  const parts = SEVERITIES.map((severity) => {
    const rows = CODES.filter((code) => CATALOGUE[code].severity === severity).map(
      (code) => `| \`${code}\` | ${CATALOGUE[code].about} | ${meaningOf(code)} |`,
    );
    return [`## ${HEADINGS[severity]}`, "", "| code | about | meaning |", "|---|---|---|", ...rows, ""].join(
      "\n",
    );
  });
  return [
    "# Findings",
    "",
    "What a diagnosis can find. A code keeps its meaning once it was published; the words of a fix may change.",
    "A finding on a record names the cause; the record being missing, if that follows from it, is no finding of its own.",
    "Each has a zone file that shows it, and one that comes near and must stay silent, below `test/diagnosis/cases/`.",
    "",
    "`npm run docs` writes this file from `functions/core/diagnosis/model/catalogue.ts` and `locales/en.json`.",
    "",
    ...parts,
  ].join("\n");
}

if (import.meta.main) writeFileSync(FILE, findingsDocument());
