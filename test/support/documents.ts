import { globSync } from "node:fs";
import { REPOSITORY } from "./deployment.ts";

/** Every Markdown page of the repository, as a path from it with slashes. */
export const DOCUMENTS: readonly string[] = globSync(
  "{*.md,docs/**/*.md,functions/**/*.md,statemachine/*.md}",
  {
    cwd: REPOSITORY,
  },
)
  .map((path) => path.replaceAll("\\", "/"))
  .sort();
