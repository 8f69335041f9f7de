import { build } from "../../infra/build.ts";

/**
 * Bundles all functions once for the tests of the whole path; `npm start`, which they run, too, uses the same
 * bundles.
 */
export default async function setup(): Promise<void> {
  await build();
}
