import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The projects, from the one with the longest files to the one with the shortest. */
const PROJECTS = ["whole", "independent", "pages", "browser", "bundles", "behaviour"];

/** Files that take many times as long as others of their project and size, the longest first. */
const LONG = [
  "test/whole/signals.test.ts",
  "test/whole/kill.test.ts",
  "test/whole/faults.test.ts",
  "test/whole/rehearsal.test.ts",
  "test/whole/project-configuration.test.ts",
  "test/await-signal/no-lost-wake-up.test.ts",
  "test/ownership/one-mail-from.property.test.ts",
  "test/diagnosis/followed.test.ts",
  "test/adapters/dynamodb/ses-budget.test.ts",
];

/**
 * Starts the longest files first, so that no processor is idle at the end while another finishes a long file.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => place(one) - place(other));
  }
}

/** Files of a project stay together, because a worker only runs files of one project. */
function place({ project, moduleId }: TestSpecification): number {
  const inProject = LONG.findIndex((file) => moduleId.endsWith(file));
  return (PROJECTS.indexOf(project.name) + 1) * 100 + (inProject < 0 ? LONG.length : inProject);
}
