import * as z from "zod";

/** Tags as desks send them: as a list, or as one text separated by spaces or commas. */
export const tagList = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(/[\s,]+/).filter((tag) => tag !== "")),
]);

/** Returns the tags of a ticket; none if they have an unknown form. */
export function tagsIn(sent: unknown): readonly string[] {
  return tagList.safeParse(sent).data ?? [];
}
