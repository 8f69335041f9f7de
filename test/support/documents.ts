import { globSync } from "node:fs";
import { REPOSITORY } from "./deployment.ts";

/** The paths of all Markdown pages, relative to the repository, with slashes. */
export const DOCUMENTS: readonly string[] = globSync(
  "{*.md,docs/**/*.md,functions/**/*.md,statemachine/*.md}",
  {
    cwd: REPOSITORY,
  },
)
  .map((path) => path.replaceAll("\\", "/"))
  .sort();
