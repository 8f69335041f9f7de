import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../infra/build.ts";

declare module "vitest" {
  /** What the set-up hands to the tests. */
  export interface ProvidedContext {
    /** Folder of the bundles. */
    readonly bundles: string;
  }
}

/** Bundles every function once for the tests that read bundles, beside `dist`, which may be in use. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "bundles-"));
  await build(undefined, folder);
  project.provide("bundles", folder);
  return () => rm(folder, { recursive: true, force: true });
}
