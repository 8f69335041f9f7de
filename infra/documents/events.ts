import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { PUBLISHED_EVENT_SCHEMAS } from "#core/notices/published-event";

const FOLDER = join(import.meta.dirname, "../../docs/events");

/** Returns the JSON Schema of each published event, by its file name in docs/events/. */
export function eventSchemas(): ReadonlyMap<string, object> {
  return new Map(
    PUBLISHED_EVENT_SCHEMAS.map(({ type, shape }) => [
      `${type}.schema.json`,
      { ...z.toJSONSchema(shape), title: type },
    ]),
  );
}

if (import.meta.main) {
  for (const [file, schema] of eventSchemas())
    writeFileSync(join(FOLDER, file), `${JSON.stringify(schema, null, 2)}\n`);
}
