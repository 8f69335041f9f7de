import { HelpDeskRefusedError } from "./errors.ts";

/** Whether a ticket's id can be a part of a path. */
export function isPathPart(ticket: string): boolean {
  return /^[\w-]{1,100}$/.test(ticket);
}

/** Checks that a ticket's id can be in the path of an API call without changing where the call goes. */
export function pathPart(ticket: string): string {
  if (isPathPart(ticket)) return ticket;
  throw new HelpDeskRefusedError("The id is not one that a help desk gives a ticket");
}
