import { z } from "zod";

const WORD = "1 to 100 letters, digits, spaces inside and any of . _ : / @ -";

/** The name of a ticket, a project or an owner. */
export const word = z.string(WORD).regex(/^(?! )[\w.:/@ -]{1,100}(?<! )$/, WORD);
