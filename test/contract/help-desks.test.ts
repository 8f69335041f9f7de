import { describe, expect, it } from "vitest";
import { HELP_DESKS } from "#core/help-desks/registry";
import { DESKS } from "../../infra/local/help-desk/desks.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { FILES } from "../support/source-files.ts";

/** Returns the lines outside a help desk's own files that may name it, with their files. */
function registrations(desk: string): string[] {
  return [
    `functions/core/help-desks/registered.ts: export { ${desk} } from "./${desk}/${desk}.ts";`,
    `infra/local/help-desk/vendors.ts: export { ${desk} } from "./vendors/${desk}.ts";`,
  ];
}

function isOwn(desk: string, path: string): boolean {
  return (
    path.startsWith(`functions/core/help-desks/${desk}/`) ||
    path === `infra/local/help-desk/vendors/${desk}.ts`
  );
}

/** This file says which include of an SPF record belongs to which mail provider. */
const MAIL_PROVIDERS = "functions/core/diagnosis/preflight/mail-providers.ts";

const CODE = FILES.filter(
  (path) =>
    /^(functions|infra|statemachine)\//.test(path) &&
    /\.(m?[jt]s|json)$/.test(path) &&
    path !== MAIL_PROVIDERS,
).concat("template.yaml");

describe.each(HELP_DESKS)("%s", (desk) => {
  it("is named outside its own files in its lines of registration alone", () => {
    const naming = CODE.filter((path) => !isOwn(desk, path)).flatMap((path) =>
      readRepositoryFile(path)
        .split("\n")
        .filter((line) => new RegExp(desk, "i").test(withoutLinks(line)))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(naming).toEqual(registrations(desk));
  });

  it("has an example of its webhook's body, and a section in the documents", () => {
    expect(readRepositoryFile(`docs/examples/${desk}.json`)).toContain("{");
    for (const document of ["docs/intake.md", "docs/help-desks.md"])
      expect(readRepositoryFile(document), document).toMatch(new RegExp(`^### ${desk}\\b`, "im"));
  });
});

it("plays every help desk locally", () => {
  expect(DESKS.toSorted()).toEqual(HELP_DESKS.toSorted());
});

/** A vendor's page may be the source of a general rule, so links are ignored. */
function withoutLinks(line: string): string {
  return line.replace(/https:\/\/\S+/g, "");
}
