import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another process runs a local cloud on the same data directory. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
  constructor(directory: string, processId: string, options?: ErrorOptions) {
    super(`${directory} is already in use by process ${processId}`, options);
  }
}

/**
 * Takes a data directory for this process; returns a function that gives it back. The lock is one of SQLite's, which
 * the operating system drops when its process dies: no lock is ever stale, and no process id mistaken for another's.
 */
export function lockDirectory(directory: string): () => void {
  const pidFile = join(directory, "lock.pid");
  const database = new DatabaseSync(join(directory, "lock.db"));
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw new DirectoryInUseError(directory, holder(pidFile), { cause: error });
  }
  writeFileSync(pidFile, String(process.pid));
  return () => {
    rmSync(pidFile, { force: true });
    database.close();
  };
}

function holder(pidFile: string): string {
  try {
    return readFileSync(pidFile, "utf8");
  } catch {
    return "(unknown)";
  }
}
