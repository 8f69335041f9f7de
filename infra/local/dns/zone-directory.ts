import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { selfAndAncestors } from "./name.ts";
import type { Zone } from "./zone.ts";
import { parseZoneFile, type ZoneFile } from "./zone-file.ts";
import { ZoneFileError } from "./zone-tokens.ts";

/** The zones of a directory, read from the current version of their files. */
export interface ZoneDirectory {
  /** Finds the closest zone at or above `name` that `server` serves, and its file. */
  find(name: string, server: string): { zone: Zone; file: ZoneFile } | undefined;
}

interface Loaded {
  readonly path: string;
  /** Changes whenever the file does. */
  readonly version: string;
  /** The last version without errors, if there was one. */
  readonly file: ZoneFile | undefined;
}

const SUFFIX = ".zone";
/** The interval between checks of all files; each query also checks the files of the zones at and above its name. */
const SWEEP_INTERVAL_MS = 1000;
/** A directory with many files is checked less often, so that checks take at most a fiftieth of the time. */
const REST_PER_SWEEP = 50;

/** Returns the zone of a file: `root.zone` contains the root, every other file has the name of its zone. */
function originOf(path: string): string {
  const name = basename(path, SUFFIX);
  return name === "root" ? "." : name;
}

function versionOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.mtimeNs} ${stat.size} ${stat.ino}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Reads the version of each file once in a turn of the event loop, and so only once for questions that arrive
 * together.
 */
function versionsOfTurn(): typeof versionOf {
  const known = new Map<string, string | undefined>();
  return (path) => {
    if (known.size === 0) setImmediate(() => known.clear());
    if (!known.has(path)) known.set(path, versionOf(path));
    return known.get(path);
  };
}

/** Opens a directory of `*.zone` files; errors in a file are reported once per version. */
export function openZoneDirectory(directory: string, report: (message: string) => void): ZoneDirectory {
  let byPath = new Map<string, Loaded>();
  let byZone = new Map<string | undefined, Loaded[]>();
  let directoryVersion: string | undefined;
  let isReadable = true;
  let nextSweepMs = Number.NEGATIVE_INFINITY;
  const currentVersionOf = versionsOfTurn();

  function load(path: string): Loaded | undefined {
    const before = byPath.get(path);
    const version = versionOf(path);
    // Without a version, the file was removed after the listing; the next query notices this.
    if (version === undefined || version === before?.version) return before;
    try {
      return { path, version, file: parseZoneFile(readFileSync(path, "utf8"), originOf(path)) };
    } catch (error) {
      const line = error instanceof ZoneFileError ? `:${error.line}` : "";
      const kept = before?.file === undefined ? "" : " (still serving the version before)";
      report(`${path}${line}: ${messageOf(error)}${kept}`);
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

  /**
   * Keeps the zones if the directory can't be read any more, for example because a person removed it, and
   * reports that once.
   */
  function sweepIfReadable(): void {
    try {
      sweep();
      isReadable = true;
    } catch (error) {
      if (isReadable) report(`${messageOf(error)} (still serving the zones from before)`);
      isReadable = false;
      nextSweepMs = performance.now() + SWEEP_INTERVAL_MS;
    }
  }

  /** Checks only the files that `name` concerns; a new or removed file changes the version of the directory itself. */
  function refresh(name: string): void {
    if (performance.now() > nextSweepMs || currentVersionOf(directory) !== directoryVersion) {
      sweepIfReadable();
      return;
    }
    const concerned = [undefined, ...selfAndAncestors(name)].flatMap((zone) => byZone.get(zone) ?? []);
    const changed = concerned.filter(({ path, version }) => currentVersionOf(path) !== version);
    if (changed.length === 0) return;
    const reloaded = new Map(changed.map(({ path }) => [path, load(path)]));
    keep([...byPath.values()].map((loaded) => reloaded.get(loaded.path) ?? loaded));
  }

  sweep();
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
