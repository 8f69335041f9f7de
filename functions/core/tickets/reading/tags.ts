import * as z from "zod";

/** Tags as desks send them: a list, or one text with spaces or commas between them. */
export const tagList = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(/[\s,]+/).filter((tag) => tag !== "")),
]);

/** The tags of a ticket; none if they are in no form that desks use. */
export function tagsIn(sent: unknown): readonly string[] {
  return tagList.safeParse(sent).data ?? [];
}
