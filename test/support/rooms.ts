import * as z from "zod";
import { readRepositoryFile } from "./deployment.ts";

const room = z.strictObject({
  /** One sentence. */
  knows: z.string().min(1),
  /** The other rooms that its files may import. */
  imports: z.array(z.string()),
});

/** The rooms of functions/ by their folder, as functions/rooms.json declares them, lower rooms first. */
export const ROOMS = z.record(z.string(), room).parse(JSON.parse(readRepositoryFile("functions/rooms.json")));

/** The room that a file lies in; `undefined` for loose files and for what is no room, such as a function's folder. */
export function roomOf(path: string): string | undefined {
  const [, layer, folder, file] = path.split("/");
  return file !== undefined && /^(core|adapters|platform)$/.test(layer ?? "")
    ? `${layer}/${folder}`
    : undefined;
}
