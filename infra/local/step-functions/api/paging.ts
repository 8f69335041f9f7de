import * as z from "zod";
import { AwsError } from "../../aws/service.ts";

const DEFAULT_PAGE = 100;

/** The schema of `maxResults`; 0 means the default. */
export const maxResults = z.int().min(0).max(1000).optional();

/** Makes the schema of a `nextToken` with at most `longest` characters. */
export function nextToken(longest: number) {
  return z.string().min(1).max(longest).optional();
}

/** Returns the page of `items` after the item in `token`; `keyOf` returns a key that never changes. */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  size: number | undefined,
  token: string | undefined,
): { items: T[]; nextToken?: string } {
  const start = token === undefined ? 0 : items.findIndex((item) => keyOf(item) === fromToken(token)) + 1;
  if (token !== undefined && start === 0)
    throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  const end = start + (size === undefined || size === 0 ? DEFAULT_PAGE : size);
  const last = items[end - 1];
  return {
    items: items.slice(start, end),
    ...(last !== undefined && end < items.length && { nextToken: toToken(keyOf(last)) }),
  };
}

function toToken(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function fromToken(token: string): string {
  return Buffer.from(token, "base64url").toString();
}
