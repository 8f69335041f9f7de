import { readdirSync, readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { join } from "node:path";

/** The server always listens here; other addresses can serve other versions of zones. */
const FIRST = "127.0.0.1";

/** The most addresses to listen on. */
const MOST = 32;

/** Returns the loopback addresses in the zone files of a directory, in A records and directives. */
export function loopbackAddressesIn(directory: string): string[] {
  const texts = readdirSync(directory)
    .filter((file) => file.endsWith(".zone"))
    .map((file) => readFileSync(join(directory, file), "utf8"));
  const named = texts.flatMap((text) => text.match(/(?<![\d.])127(?:\.\d{1,3}){3}(?![\d.])/g) ?? []);
  return [...new Set([FIRST, ...named.filter((address) => isIPv4(address)).sort()])].slice(0, MOST);
}
