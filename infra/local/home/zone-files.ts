import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseZoneFile } from "../dns/zone-file.ts";
import { ZoneFileError } from "../dns/zone-tokens.ts";

const SUFFIX = ".zone";

/** The zone files that the DNS panel shows. */
export interface ZoneFiles {
  list(): string[];
  /** `undefined` if the list has no such zone. */
  read(zone: string): string | undefined;
  /** Writes a zone; returns what is wrong with the text, and then writes nothing. */
  write(zone: string, text: string): string | undefined;
}

/** Opens the folder of the zone files. A zone is named by the list alone, so that no other file can be reached. */
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
