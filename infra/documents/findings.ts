import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, SEVERITIES } from "#core/diagnosis/model/catalogue";

const FILE = join(import.meta.dirname, "../../docs/findings.md");

const HEADINGS = {
  urgent: "Urgent: harm is being done",
  blocking: "Blocking: it will not work like this",
  warning: "Warnings: it works, with a risk, or could not be told",
  advice: "Advice: good to know",
} as const;

/** Writes the document with the table of all findings. */
export function findingsDocument(): string {
  const parts = SEVERITIES.map((severity) => {
    const rows = Object.entries(CATALOGUE)
      .filter(([, entry]) => entry.severity === severity)
      .map(([code, { about, meaning }]) => `| \`${code}\` | ${about} | ${meaning} |`);
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
    "`npm run docs` writes this file from `functions/core/diagnosis/model/catalogue.ts`.",
    "",
    ...parts,
  ].join("\n");
}

if (import.meta.main) writeFileSync(FILE, findingsDocument());
