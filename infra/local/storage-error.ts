/** The data directory cannot store the local cloud's data; the message names the path and the remedy. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

const ELSEWHERE = "choose another folder with --data DIR";
const FULL = `cannot be written, the disk is full: free some space and start again, or ${ELSEWHERE}`;
const NOT_WRITABLE = `may not be written: change its permissions, or ${ELSEWHERE}`;
const DAMAGED = `is damaged: ${ELSEWHERE}, or delete the data folder to start with an empty one`;

/** Codes of Node's file system errors: https://nodejs.org/api/errors.html#common-system-errors */
const BY_SYSTEM_CODE: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  EEXIST: `is a file, and a folder is needed here: move it away, or ${ELSEWHERE}`,
  ENOTDIR: `lies below a file, and a folder is needed there: move the file away, or ${ELSEWHERE}`,
  EISDIR: `is a folder, and a file is needed here: move it away, or ${ELSEWHERE}`,
};

/** Primary result codes: https://www.sqlite.org/rescode.html */
const BY_SQLITE_CODE: ReadonlyMap<number, string> = new Map([
  [3, NOT_WRITABLE],
  [8, NOT_WRITABLE],
  [11, DAMAGED],
  [13, FULL],
  [26, DAMAGED],
]);

/** Error messages about a database file, of SQLite and of the DynamoDB engine, which uses SQLite. */
const BY_SQLITE_MESSAGE: ReadonlyArray<readonly [RegExp, string]> = [
  [/database or disk is full/i, FULL],
  [/disk image is malformed|not a (valid SQLite )?database/i, DAMAGED],
  [/readonly database/i, NOT_WRITABLE],
  [/disk I\/O error|unable to open database file/i, `cannot be read or written: ${ELSEWHERE}`],
];

/** Describes a failed access to `path`, from an error of Node or SQLite. */
export function storageError(path: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const remedy =
    remedyOf(error) ?? `cannot be used on this file system (${firstLine(message)}): ${ELSEWHERE}`;
  return new StorageError(`${path} ${remedy}`, { cause: error });
}

/** Returns a StorageError for an error that only the storage can cause, and nothing for any other error. */
export function storageErrorOf(error: unknown): StorageError | undefined {
  if (error instanceof StorageError) return error;
  if (!(error instanceof Error) || !("path" in error || "syscall" in error)) return undefined;
  const isFileSystems = "code" in error && STORAGE_CODES.has(String(error.code));
  const path = "path" in error && typeof error.path === "string" ? error.path : "the data folder";
  return isFileSystems ? storageError(path, error) : undefined;
}

const STORAGE_CODES = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "ENOTDIR", "EISDIR"]);

/** Returns a StorageError for a message of the DynamoDB engine about its file, and nothing for any other message. */
export function storageErrorIn(path: string, message: string): StorageError | undefined {
  const remedy = BY_SQLITE_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  return remedy === undefined ? undefined : new StorageError(`${path} ${remedy}`);
}

function remedyOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("errcode" in error && typeof error.errcode === "number") {
    // The low byte of an extended result code is the primary one.
    return BY_SQLITE_CODE.get(error.errcode & 0xff);
  }
  return "code" in error ? BY_SYSTEM_CODE[String(error.code)] : undefined;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
