import { HelpDeskRefusedError } from "./errors.ts";

/** Returns whether a ticket's id is safe as a segment of a path. */
export function isPathPart(ticket: string): boolean {
  return /^[\w-]{1,100}$/.test(ticket);
}

/** Returns a ticket's id for use in a path, or throws if it could redirect the API call. */
export function pathPart(ticket: string): string {
  if (isPathPart(ticket)) return ticket;
  throw new HelpDeskRefusedError("The id is not one that a help desk gives a ticket");
}
