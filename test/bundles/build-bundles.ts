import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { build } from "../../infra/build.ts";

declare module "vitest" {
  /** The values that the set-up provides to tests. */
  export interface ProvidedContext {
    /** The folder of the bundles. */
    readonly bundles: string;
  }
}

/** Bundles all functions for the tests that read bundles, unless the bundles are up to date. */
export default async function setup(project: TestProject): Promise<void> {
  await build();
  project.provide("bundles", fileURLToPath(new URL("../../dist", import.meta.url)));
}
