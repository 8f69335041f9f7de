import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { sentencesIn } from "../support/sentences.ts";
import { SOURCES } from "../support/source-files.ts";

/** People read the texts of functions and of the commands for operators. */
const READ_BY_PEOPLE =
  /^(?:functions\/|infra\/(?:deploy|diagnose|ops|ticket)(?:\/|\.ts$)|infra\/(?:command-line|configuration-file|given-json|person)\.ts$)/;

/** Files whose long strings are not sentences for people. */
const NO_SENTENCES: readonly string[] = [
  // The labels of DNS hosts' panels.
  "functions/core/dns/hosts/dns-hosts.ts",
  // Commands that repeat a DNS query.
  "functions/core/diagnosis/model/evidence.ts",
  // Templates and styles.
  "functions/core/notices/messages/desk-html.ts",
  "functions/core/notices/messages/html.ts",
  "functions/platform/http/html-page.ts",
  // Expressions of DynamoDB.
  "functions/adapters/dynamodb/partitions.ts",
  // Texts for the developers of DNS providers, which the specification requires in English.
  "functions/core/publication/service-template.ts",
  // Customers' phrases, and names of HTML elements.
  "functions/core/tickets/comments/phrases.ts",
  "functions/core/tickets/reading/text-lines.ts",
  "functions/core/tickets/reading/usual-labels.ts",
];

describe("the code", () => {
  it("has no sentences: they are in locales/, so that they can be translated", () => {
    const files = SOURCES.filter((path) => READ_BY_PEOPLE.test(path) && !NO_SENTENCES.includes(path)).filter(
      (path) => sentencesIn(path, readRepositoryFile(path)).length > 0,
    );
    expect(files).toEqual([]);
  });

  it("of the functions shows no text of the commands, which bundles leave out", () => {
    const files = SOURCES.filter((path) => path.startsWith("functions/"))
      .filter((path) => !path.endsWith("-arguments.ts"))
      .filter((path) => readRepositoryFile(path).includes("operators.commands."));
    expect(files).toEqual([]);
  });

  it("would show a sentence in a string or a template, but none for developers", () => {
    const code = [
      'const a = "Please add the records";',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code to be searched
      "const b = `The records of ${domain} are there`;",
      'throw new TypeError("The records have no name");',
      'logger.info("a check of one domain");',
      'const c = "not a sentence";',
    ];
    expect(sentencesIn("a.ts", code.join("\n"))).toEqual([
      "Please add the records",
      "The records of x are there",
    ]);
  });

  it("would show what a command prints or fails with, but not how it is called", () => {
    const code = [
      'throw new Error("the project has no domain");',
      'console.log("There may be more rows");',
      'const usage = "put PROJECT --file ENTRY.json [--yes]";',
    ];
    expect(sentencesIn("infra/a.ts", code.join("\n"))).toEqual([
      "the project has no domain",
      "There may be more rows",
    ]);
  });
});
