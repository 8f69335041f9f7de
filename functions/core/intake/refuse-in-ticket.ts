import type { Source } from "#core/onboarding/ticket-source";
import { readProject } from "#core/projects/project";
import type { Put, Table } from "#core/table";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";
import { repliesTo, teamFault } from "#core/tickets/team-faults";
import { newTicketReply, type RefusalContent, type ReplyContent } from "#core/tickets/ticket-reply";
import { readWaitingRequest, waitingForProject } from "./waiting-request.ts";

/** A refused request, and the number of comments that have corrected it. */
export interface RefusedRequest extends ReadTicket {
  readonly source: Source;
  readonly corrections?: number | undefined;
}

/**
 * Answers a refused request in its ticket. Each answer is sent once, by its id from `idOf`; returns false if
 * none of them is new.
 */
export async function answerRefusal(
  content: RefusalContent,
  { source, ticket, data }: Pick<RefusedRequest, "source" | "ticket" | "data">,
  idOf: (content: ReplyContent) => string,
  now: number,
  table: Pick<Table, "get" | "commit">,
): Promise<boolean> {
  const language = await languageOf(data, table);
  const written = [];
  for (const reply of repliesTo(content)) {
    const to = { source, ticket, deliveryId: idOf(reply), language };
    // The write fails if the same answer was given before.
    written.push(await table.commit([{ item: newTicketReply(to, reply, now), expectedVersion: undefined }]));
  }
  return written.includes(true);
}

/**
 * Returns the writes by which a request with faults waits for corrections, and for its project if that is not
 * registered.
 */
export async function waitingPuts(
  content: RefusalContent,
  request: RefusedRequest,
  now: number,
  table: Pick<Table, "get">,
): Promise<readonly Put[]> {
  if (content.about !== "faults") return [];
  const { source, ticket, data, corrections = 0 } = request;
  const { replaceWith } = await readWaitingRequest(table, source, ticket);
  const isUnknown = content.faults.some((fault) => teamFault(fault) === "project");
  const { project } = data;
  const listed =
    isUnknown && typeof project === "string"
      ? await waitingForProject(table, project, { source, ticket }, now)
      : [];
  return [replaceWith(request, corrections, now), ...listed];
}

/**
 * Returns the language that the request names, even if the request has other faults, or else that of its
 * project.
 */
async function languageOf(
  { language, project }: Readonly<Record<string, unknown>>,
  table: Pick<Table, "get">,
): Promise<string | undefined> {
  if (typeof language === "string") return language;
  return typeof project === "string" ? (await readProject(table, project)).current?.language : undefined;
}
