import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { selfAndAncestors } from "./name.ts";
import type { Zone } from "./zone.ts";
import { parseZoneFile, type ZoneFile } from "./zone-file.ts";
import { ZoneFileError } from "./zone-tokens.ts";

/** The zones of a directory, always as their files are now. */
export interface ZoneDirectory {
  /** The zone nearest above `name` that `server` has, with the file's faults. */
  find(name: string, server: string): { zone: Zone; file: ZoneFile } | undefined;
}

interface Loaded {
  readonly version: string;
  /** The last good reading; undefined while there never was one. */
  readonly file: ZoneFile | undefined;
}

const SUFFIX = ".zone";

/** `root.zone` is the root's; every other file is named after its zone. */
function originOf(fileName: string): string {
  const name = fileName.slice(0, -SUFFIX.length);
  return name === "root" ? "." : name;
}

/** Opens a directory of `*.zone` files; `report` is told, once a version, of files that cannot be read. */
export function openZoneDirectory(directory: string, report: (message: string) => void): ZoneDirectory {
  let loaded = new Map<string, Loaded>();
  let zones = new Map<string, ZoneFile[]>();

  function load(path: string, fileName: string): Loaded | undefined {
    const before = loaded.get(path);
    try {
      const { mtimeNs, size, ino } = statSync(path, { bigint: true });
      const version = `${mtimeNs} ${size} ${ino}`;
      if (before?.version === version) return before;
      try {
        return { version, file: parseZoneFile(readFileSync(path, "utf8"), originOf(fileName)) };
      } catch (error) {
        const at = error instanceof ZoneFileError ? `:${error.line}` : "";
        const kept = before?.file === undefined ? "" : " (still serving the version before)";
        report(`${path}${at}: ${error instanceof Error ? error.message : error}${kept}`);
        return { version, file: before?.file };
      }
    } catch {
      // Between the listing and here the file was removed or replaced: the next query sees what came of it
      return before;
    }
  }

  function refresh(): void {
    const fileNames = readdirSync(directory)
      .filter((name) => name.endsWith(SUFFIX))
      .sort();
    const paths = fileNames.map((fileName) => join(directory, fileName));
    const entries = paths.map((path, index) => ({ path, now: load(path, fileNames[index] ?? "") }));
    const changed =
      entries.length !== loaded.size || entries.some(({ path, now }) => now !== loaded.get(path));
    if (!changed) return;
    loaded = new Map(entries.flatMap(({ path, now }) => (now === undefined ? [] : [[path, now]])));
    zones = new Map();
    for (const { file } of loaded.values()) {
      if (file !== undefined) zones.set(file.zone.name, [...(zones.get(file.zone.name) ?? []), file]);
    }
  }

  refresh();
  return {
    find(name, server) {
      refresh();
      for (const candidate of selfAndAncestors(name)) {
        const file = zones
          .get(candidate)
          ?.find(({ servers }) => servers.length === 0 || servers.includes(server));
        if (file !== undefined) return { zone: file.variants.get(server) ?? file.zone, file };
      }
      return undefined;
    },
  };
}
