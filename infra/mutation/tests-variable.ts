/** The environment variable that tells the test runner's processes which tests to run. */
export const MUTATION_TESTS = "MUTATION_TESTS";
