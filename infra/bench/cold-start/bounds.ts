/** The highest ratio of a function's loading time to that of its bare twin. */
const RATIO = 1.3;

/** The same for a function that contains the public suffix list. */
const RATIO_WITH_SUFFIX_LIST = 1.45;

/** Returns the highest ratio that a bundle of these modules may have. */
export function highestRatio(modules: readonly string[]): number {
  return modules.some((module) => module.startsWith("node_modules/tldts/")) ? RATIO_WITH_SUFFIX_LIST : RATIO;
}
