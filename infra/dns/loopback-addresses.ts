import { readdirSync, readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { join } from "node:path";

/** Where the server always listens; the others are for zones that are served differently. */
const FIRST = "127.0.0.1";

/** Enough for any zone worth laying out. */
const MOST = 32;

/** The loopback addresses that the zone files of a directory name, as an A record or in a directive. */
export function loopbackAddressesIn(directory: string): string[] {
  const texts = readdirSync(directory)
    .filter((file) => file.endsWith(".zone"))
    .map((file) => readFileSync(join(directory, file), "utf8"));
  const named = texts.flatMap((text) => text.match(/(?<![\d.])127(?:\.\d{1,3}){3}(?![\d.])/g) ?? []);
  return [...new Set([FIRST, ...named.filter((address) => isIPv4(address)).sort()])].slice(0, MOST);
}
