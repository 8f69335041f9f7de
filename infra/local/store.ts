import { DatabaseSync } from "node:sqlite";
import { makePrivateFile } from "./private-file.ts";
import { type StorageError, storageError } from "./storage-error.ts";

/** A durable map of JSON documents, in key order. */
export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  delete(key: string): void;
  /** Returns the entries whose key starts with `prefix`, sorted by key. */
  list(prefix?: string): Array<{ key: string; value: T }>;
}

/** The local cloud's own state in one SQLite file; every write survives `kill -9`. */
export interface Store {
  collection<T>(name: string): Collection<T>;
  /** Runs `work` (synchronous) as one transaction: all of its writes are stored, or none. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens the store in `file`; `":memory:"` stores nothing. `onFailure` gets each error of SQLite, such as a
 * full disk, after which further writes fail, too.
 */
export function openStore(file: string, onFailure: (error: StorageError) => void = () => {}): Store {
  const database = openDatabase(file);
  const read = database.prepare("SELECT value FROM document WHERE collection = ? AND key = ?");
  const write = database.prepare("INSERT OR REPLACE INTO document VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM document WHERE collection = ? AND key = ?");
  const range = database.prepare(
    "SELECT key, value FROM document WHERE collection = ? AND key >= ? AND key < ? ORDER BY key",
  );
  let depth = 0;

  function guarded<T>(access: () => T): T {
    try {
      return access();
    } catch (error) {
      if (!isSqlite(error)) throw error;
      const failure = storageError(file, error);
      onFailure(failure);
      throw failure;
    }
  }

  return {
    collection<T>(name: string): Collection<T> {
      return {
        get(key) {
          const row = guarded(() => read.get(name, key));
          return row === undefined ? undefined : (JSON.parse(String(row["value"])) as T);
        },
        put(key, value) {
          const text = JSON.stringify(value);
          guarded(() => write.run(name, key, text));
        },
        delete(key) {
          guarded(() => remove.run(name, key));
        },
        list(prefix = "") {
          return guarded(() => range.all(name, prefix, `${prefix}\u{10ffff}`)).map((row) => ({
            key: String(row["key"]),
            value: JSON.parse(String(row["value"])) as T,
          }));
        },
      };
    },
    transaction(work) {
      if (depth > 0) return work();
      depth += 1;
      try {
        guarded(() => database.exec("BEGIN IMMEDIATE"));
        const result = work();
        guarded(() => database.exec("COMMIT"));
        return result;
      } catch (error) {
        // SQLite itself rolls back when the disk is full.
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close() {
      database.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") makePrivateFile(file);
  try {
    const database = new DatabaseSync(file);
    // WAL with NORMAL loses nothing when a process dies; only a power cut could lose the last commits.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    database.exec(
      "CREATE TABLE IF NOT EXISTS document (collection TEXT, key TEXT, value TEXT, PRIMARY KEY (collection, key)) WITHOUT ROWID",
    );
    return database;
  } catch (error) {
    throw storageError(file, error);
  }
}

function isSqlite(error: unknown): boolean {
  return error instanceof Error && "errcode" in error;
}
