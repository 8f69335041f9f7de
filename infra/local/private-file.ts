import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { storageError } from "./storage-error.ts";

/** Only the owner may read these files: they contain secrets, set-up links and mail. On Windows the folder's permissions apply. */
const OWNER_ONLY = 0o600;

/** Creates an empty file that only its owner can read, or removes the other users' permissions from an existing one. */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, "a", OWNER_ONLY));
    chmodSync(file, OWNER_ONLY);
  } catch (error) {
    throw storageError(file, error);
  }
}

/**
 * Creates a folder and its parents one after the other. Node's own recursive `mkdir` never returns on file
 * systems such as /proc, which answer ENOENT for a name in an existing folder.
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!isFolder(folder)) throw storageError(folder, error);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
