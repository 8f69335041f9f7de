import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseZoneFile } from "../dns/zone-file.ts";
import { ZoneFileError } from "../dns/zone-tokens.ts";

const SUFFIX = ".zone";

/** The zone files that the DNS panel shows. */
export interface ZoneFiles {
  list(): string[];
  /** Returns the content of a zone file; `undefined` if there is no such zone. */
  read(zone: string): string | undefined;
  /** Writes a zone. If the text is invalid, returns the error and writes nothing. */
  write(zone: string, text: string): string | undefined;
}

/** Opens the folder of the zone files. Only listed zones can be named, so no other file can be reached. */
export function zoneFiles(directory: string): ZoneFiles {
  const list = () =>
    readdirSync(directory)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  const fileOf = (zone: string) => (list().includes(zone) ? join(directory, `${zone}${SUFFIX}`) : undefined);

  return {
    list,
    read(zone) {
      const file = fileOf(zone);
      return file === undefined ? undefined : readFileSync(file, "utf8");
    },
    write(zone, text) {
      const file = fileOf(zone);
      if (file === undefined) return "There is no such zone";
      try {
        parseZoneFile(text, zone === "root" ? "." : zone);
      } catch (error) {
        if (error instanceof ZoneFileError) return `Line ${error.line}: ${error.message}`;
        throw error;
      }
      writeFileSync(file, text);
      return undefined;
    },
  };
}
