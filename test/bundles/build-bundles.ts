import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { build } from "../../infra/build.ts";

declare module "vitest" {
  /** What the set-up hands to the tests. */
  export interface ProvidedContext {
    /** Folder of the bundles. */
    readonly bundles: string;
  }
}

/** Bundles every function for the tests that read bundles, unless other tests or a command have just done so. */
export default async function setup(project: TestProject): Promise<void> {
  await build();
  project.provide("bundles", fileURLToPath(new URL("../../dist", import.meta.url)));
}
