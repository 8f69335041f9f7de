import { readFile } from "node:fs/promises";
import { type Brands, brands, NO_BRAND } from "#core/brand/brand";

/** The build writes this file beside the bundle of each function that shows a brand. */
const FILE = new URL("brands.json", import.meta.url);

let kept: Promise<Brands> | undefined;

/** Reads the brands that this deployment was built with. */
export function readBrands(): Promise<Brands> {
  kept ??= readFile(FILE, "utf8").then(
    (text) => brands.parse(JSON.parse(text)),
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return NO_BRAND;
      throw error;
    },
  );
  return kept;
}
