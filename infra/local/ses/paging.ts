import * as z from "zod";
import { readBody } from "./request-body.ts";

const LARGEST_PAGE = 1000;
const RANGE = { error: `Member must be between 0 and ${LARGEST_PAGE}` };

/** The members of a request that select a page. */
const pageRequest = z.object({
  PageSize: z.coerce.number(RANGE).int(RANGE).min(0, RANGE).max(LARGEST_PAGE, RANGE).default(LARGEST_PAGE),
  NextToken: z.string().default(""),
});

/** Returns one page of a list sorted by key, and the token of the next page. */
export function page<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  request: unknown,
): { readonly items: T[]; readonly NextToken?: string } {
  const { PageSize, NextToken } = readBody(pageRequest, request);
  const after = Buffer.from(NextToken, "base64url").toString();
  const rest = all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, PageSize || LARGEST_PAGE);
  const [last] = items.slice(-1).map(keyOf);
  if (last === undefined || items.length === rest.length) return { items };
  return { items, NextToken: Buffer.from(last).toString("base64url") };
}
