import { build } from "../../infra/build.ts";

/** Bundles every function once for all tests of the whole path; `npm start`, which they run too, finds the same. */
export default async function setup(): Promise<void> {
  await build();
}
