import * as z from "zod";

const LIMIT = "operators.fault.page-limit";

/** The parameter with the number of entries on a page. */
export const pageLimit = z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(100, LIMIT).default(25);
