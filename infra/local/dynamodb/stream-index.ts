import { DatabaseSync } from "node:sqlite";

/** How long the engine may hold its file meanwhile. */
const PATIENCE_MS = 5000;

/**
 * Gives the engine's file the index that it lacks: without it, each write and each read of a stream goes through all
 * that the stream ever held, and so the ten-thousandth write takes ten thousand times as long as the first.
 */
export function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: PATIENCE_MS });
  try {
    database.exec(
      "CREATE INDEX IF NOT EXISTS stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    database.close();
  }
}
