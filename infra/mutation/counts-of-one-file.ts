import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The name of the global object in which Stryker counts. */
    readonly globalNamespace: string;
  }
}

/** Stryker's counts of how often each mutant was reached, outside of tests and in each test. */
interface Counting {
  readonly mutantCoverage?: Readonly<Record<"static" | "perTest", Record<string, unknown>>>;
}

// All test files share their modules, and so they share these counts, which Vitest sends at the end of each
// file. They are set to zero here, before each file. Otherwise each file would send the counts of all files
// before it as well, until memory is full.
const { mutantCoverage } = (Reflect.get(globalThis, inject("globalNamespace")) ?? {}) as Counting;
for (const counts of Object.values(mutantCoverage ?? {})) {
  for (const key of Object.keys(counts)) delete counts[key];
}
