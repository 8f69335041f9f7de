import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { unpacked } from "#adapters/dynamodb/packed-attributes";
import type { QueueName } from "#core/table";

/** The attribute types that the table uses: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
type Attribute =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly L: readonly Attribute[] }
  | { readonly M: Readonly<Record<string, Attribute>> }
  | { readonly NULL: true };

const attribute: z.ZodType<Attribute> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ B: z.base64() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ L: z.array(attribute) }),
    z.object({ M: z.record(z.string(), attribute) }),
    z.object({ NULL: z.literal(true) }),
  ]),
);

const item = z.record(z.string(), attribute);

/** An item of the table. */
export type KeptItem = Readonly<Record<string, unknown>>;

/** Reads all items of a local cloud's table, or those with a sort key, from its file, which also works after a kill. */
export function keptItems(dataDirectory: string, sk?: string): KeptItem[] {
  return reading(dataDirectory, (database) =>
    database
      .prepare('SELECT item_json FROM "sendworthy-Table" WHERE sk = coalesce(?, sk)')
      .all(sk === undefined ? null : `S:${sk}`)
      .map(({ item_json }) => unpacked(fieldsOf(item.parse(JSON.parse(String(item_json)))))),
  );
}

/** Counts the items in these queues. */
export function queued(dataDirectory: string, ...queues: readonly QueueName[]): number {
  return reading(dataDirectory, (database) => {
    const count = database.prepare(
      'SELECT count(*) AS n FROM "sendworthy-Table::gsi::queue" WHERE gsi_pk = ?',
    );
    return queues.reduce((sum, queue) => sum + Number(count.get(`S:${queue}`)?.["n"]), 0);
  });
}

function reading<T>(dataDirectory: string, read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(dataDirectory, "dynamodb.db"), { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function fieldsOf(attributes: Readonly<Record<string, Attribute>>): KeptItem {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)]));
}

function plain(value: Attribute): unknown {
  if ("S" in value) return value.S;
  if ("N" in value) return Number(value.N);
  if ("B" in value) return Buffer.from(value.B, "base64");
  if ("BOOL" in value) return value.BOOL;
  if ("L" in value) return value.L.map(plain);
  return "M" in value ? fieldsOf(value.M) : null;
}
