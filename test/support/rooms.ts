import * as z from "zod";
import { readRepositoryFile } from "./deployment.ts";

const room = z.strictObject({
  /** The room's purpose in one sentence. */
  knows: z.string().min(1),
  /** The rooms that its files may import. */
  imports: z.array(z.string()),
});

/** The rooms of functions/ by folder, as functions/rooms.json declares them, lower rooms first. */
export const ROOMS = z.record(z.string(), room).parse(JSON.parse(readRepositoryFile("functions/rooms.json")));

/**
 * Returns the room of a file; `undefined` for loose files, and for folders that are no room, such as a
 * function's.
 */
export function roomOf(path: string): string | undefined {
  const [, layer, folder, file] = path.split("/");
  return file !== undefined && /^(core|adapters|platform)$/.test(layer ?? "")
    ? `${layer}/${folder}`
    : undefined;
}
