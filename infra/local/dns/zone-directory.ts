import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
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
  readonly path: string;
  /** Changes whenever the file does. */
  readonly version: string;
  /** The last good reading; undefined while there never was one. */
  readonly file: ZoneFile | undefined;
}

const SUFFIX = ".zone";
/** How often every file is looked at; those of the zones above a name are looked at whenever it is asked for. */
const SWEEP_INTERVAL_MS = 1000;
/** Thousands of files are looked at less often, so that sweeping takes a fiftieth of the time at most. */
const REST_PER_SWEEP = 50;

/** `root.zone` is the root's; every other file is named after its zone. */
function originOf(path: string): string {
  const name = basename(path, SUFFIX);
  return name === "root" ? "." : name;
}

function versionOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.mtimeNs} ${stat.size} ${stat.ino}`;
}

/** Opens a directory of `*.zone` files; `report` is told, once a version, of files that cannot be read. */
export function openZoneDirectory(directory: string, report: (message: string) => void): ZoneDirectory {
  let byPath = new Map<string, Loaded>();
  let byZone = new Map<string | undefined, Loaded[]>();
  let directoryVersion: string | undefined;
  let nextSweepMs = Number.NEGATIVE_INFINITY;

  function load(path: string): Loaded | undefined {
    const before = byPath.get(path);
    const version = versionOf(path);
    // Between the listing and here the file was removed or replaced: the next query sees what came of it
    if (version === undefined || version === before?.version) return before;
    try {
      return { path, version, file: parseZoneFile(readFileSync(path, "utf8"), originOf(path)) };
    } catch (error) {
      const at = error instanceof ZoneFileError ? `:${error.line}` : "";
      const kept = before?.file === undefined ? "" : " (still serving the version before)";
      report(`${path}${at}: ${error instanceof Error ? error.message : error}${kept}`);
      return { path, version, file: before?.file };
    }
  }

  function keep(all: readonly Loaded[]): void {
    byPath = new Map(all.map((loaded) => [loaded.path, loaded]));
    byZone = Map.groupBy(all, ({ file }) => file?.zone.name);
  }

  function sweep(): void {
    const startedAtMs = performance.now();
    directoryVersion = versionOf(directory);
    const fileNames = readdirSync(directory).filter((fileName) => fileName.endsWith(SUFFIX));
    const paths = fileNames.map((fileName) => join(directory, fileName)).sort();
    keep(paths.flatMap((path) => load(path) ?? []));
    const endedAtMs = performance.now();
    nextSweepMs = endedAtMs + Math.max(SWEEP_INTERVAL_MS, REST_PER_SWEEP * (endedAtMs - startedAtMs));
  }

  /** Thousands of zones are no more work for a query than a few: a file that comes or goes changes its directory. */
  function refresh(name: string): void {
    if (performance.now() > nextSweepMs || versionOf(directory) !== directoryVersion) {
      sweep();
      return;
    }
    const concerned = [undefined, ...selfAndAncestors(name)].flatMap((zone) => byZone.get(zone) ?? []);
    const changed = concerned.filter(({ path, version }) => versionOf(path) !== version);
    if (changed.length === 0) return;
    const reloaded = new Map(changed.map(({ path }) => [path, load(path)]));
    keep([...byPath.values()].map((loaded) => reloaded.get(loaded.path) ?? loaded));
  }

  refresh(".");
  return {
    find(name, server) {
      refresh(name);
      for (const candidate of selfAndAncestors(name)) {
        const files = (byZone.get(candidate) ?? []).flatMap(({ file }) => file ?? []);
        const file = files.find(({ servers }) => servers.length === 0 || servers.includes(server));
        if (file !== undefined) return { zone: file.variants.get(server) ?? file.zone, file };
      }
      return undefined;
    },
  };
}
