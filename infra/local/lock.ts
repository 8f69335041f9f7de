import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFile } from "./private-file.ts";
import { storageError } from "./storage-error.ts";

/** Is thrown if another process runs a local cloud in the same data directory. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
  constructor(directory: string, processId: string, options?: ErrorOptions) {
    super(`${directory} is already in use by process ${processId}`, options);
  }
}

/**
 * Locks a data directory for this process, and returns a function that unlocks it. It uses a lock of SQLite,
 * because on Linux, macOS and Windows the operating system releases such a lock when the process ends, even
 * after a crash.
 */
export function lockDirectory(directory: string): () => void {
  const pidFile = join(directory, "lock.pid");
  const database = lockDatabase(directory, pidFile);
  try {
    writeFileSync(pidFile, String(process.pid));
  } catch (error) {
    database.close();
    throw storageError(pidFile, error);
  }
  return () => {
    rmSync(pidFile, { force: true });
    database.close();
  };
}

function lockDatabase(directory: string, pidFile: string): DatabaseSync {
  const file = join(directory, "lock.db");
  makePrivateFile(file);
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new DirectoryInUseError(directory, lockHolder(pidFile), { cause: error });
    throw storageError(file, error);
  }
}

/** The error code is SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}

function lockHolder(pidFile: string): string {
  try {
    return readFileSync(pidFile, "utf8");
  } catch {
    return "(unknown)";
  }
}
