import { DatabaseSync } from "node:sqlite";

/** The longest wait for the engine to release its lock on the file. */
const LOCK_TIMEOUT_MS = 5000;

/**
 * Adds an index that the engine's database lacks. Without it, each write and each read of a stream scans all
 * records that the stream ever had, so the time grows with each write.
 */
export function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
  try {
    database.exec(
      "CREATE INDEX IF NOT EXISTS stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    database.close();
  }
}
