import { answerRefusal, waitingPuts } from "#core/intake/refuse-in-ticket";
import { keptMailFrom, usedMailFrom } from "#core/intake/shared-identity";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Source } from "#core/onboarding/ticket-source";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { type Fault, writtenFaults } from "#core/tickets/fault";
import { keptText } from "#core/tickets/kept-mail-from";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { RefusalContent, ReplyContent } from "#core/tickets/ticket-reply";
import { textsIn } from "#core/words/texts";
import { digestOf } from "#platform/http/digest";
import type { JsonFault } from "#platform/http/json-body";
import { type Problem, problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { logger } from "#platform/observability";
import { type Delivery, deliveryPut } from "./delivery-item.ts";
import type { IntakeDeps } from "./intake.ts";
import type { Outcome, RefusalReason } from "./outcome.ts";
import type { RequestMessage, TicketMessage } from "./ticket-message.ts";

const ENGLISH = textsIn("en");

/** All reasons but that of a body that cannot be read, whose title says what is wrong with it. */
type TitledReason = Exclude<RefusalReason, "not-json">;

/** The status code of each refusal. */
const STATUS_CODES: Readonly<Record<TitledReason, number>> = {
  "too-large": 413,
  "unknown-source": 404,
  "switched-off": 404,
  "secret-unusable": 401,
  "not-authentic": 401,
  malformed: 422,
  faults: 422,
  "needs-check": 409,
  "not-ses": 422,
  "ticket-in-use": 409,
  "other-body": 409,
  "unknown-project": 404,
  "unknown-ticket": 404,
  "another-ticket": 409,
  "too-late": 409,
};

/** Returns the problem detail of a refusal; all senders that are not authentic get the same one. */
function problemOf(reason: TitledReason): Problem {
  return { status: STATUS_CODES[reason], title: ENGLISH.text(`operators.intake.${wordsOf(reason)}`) };
}

function wordsOf(reason: TitledReason) {
  // An alarm informs operations of the reason; the sender sees the same answer as for a wrong signature.
  if (reason === "secret-unusable") return "not-authentic";
  return reason === "malformed" ? "faults" : reason;
}

/** Refuses a request with a problem detail. Logs and counts the reason, never the content. */
export function refuse(
  source: Source,
  reason: TitledReason,
  { countRefusal }: Pick<IntakeDeps, "countRefusal">,
  faults?: readonly Fault[],
  detail?: string,
): HttpResponse {
  noteRefusal(source, reason, countRefusal);
  return problem({
    ...problemOf(reason),
    ...(detail === undefined ? {} : { detail }),
    ...(faults === undefined ? {} : { faults: writtenFaults(faults, ENGLISH) }),
  });
}

/** Refuses a body that cannot be read as JSON, and says what is wrong with it. */
export function refuseBody(
  source: Source,
  fault: JsonFault,
  { countRefusal }: Pick<IntakeDeps, "countRefusal">,
): HttpResponse {
  noteRefusal(source, "not-json", countRefusal);
  return problem({ status: 400, title: ENGLISH.text(`json.${fault}`) });
}

function noteRefusal(source: Source, reason: RefusalReason, count: IntakeDeps["countRefusal"]): void {
  count(source, reason);
  logger.warn("A ticket was refused", { event: "TICKET_REFUSED", source, reason });
}

/** Answers in the response, for which the sender waits. */
export function answerInResponse(outcome: Outcome, source: Source, deps: IntakeDeps): HttpResponse {
  switch (outcome.kind) {
    case "taken":
      return accepted(summaryOf(outcome));
    case "covered":
      return accepted(coverageOf(outcome));
    case "cancelled":
      return accepted({ onboardingId: outcome.onboardingId, ticket: outcome.ticket });
    case "nothing-to-do":
      return accepted({});
    case "refused": {
      const { content } = outcome;
      const faults = content.about === "faults" ? content.faults : undefined;
      return refuse(source, content.about, deps, faults, detailOf(content));
    }
    case "too-late":
      return refuse(
        source,
        outcome.kind,
        deps,
        undefined,
        ENGLISH.text("operators.intake.too-late.status", { status: outcome.status }),
      );
    case "another-ticket":
      return refuse(source, outcome.kind, deps, undefined, whichTicket(outcome));
    case "ticket-in-use":
      return refuse(source, outcome.kind, deps, outcome.faults);
    case "other-body":
    case "unknown-ticket":
      return refuse(source, outcome.kind, deps);
  }
}

function whichTicket({ ticket, source }: { readonly ticket: string; readonly source: Source }): string {
  return ENGLISH.text("operators.intake.another-ticket.which", { ticket, source });
}

function detailOf(content: RefusalContent): string | undefined {
  return content.about === "not-ses" ? content.guideUrl : undefined;
}

/**
 * Answers in the ticket. The webhook itself always gets status 202, because help desks turn off a webhook
 * that keeps failing.
 */
export async function answerInTicket(
  outcome: Outcome,
  message: TicketMessage,
  delivery: Delivery,
  deps: IntakeDeps,
): Promise<HttpResponse> {
  if (outcome.kind === "refused") await writeRefusal(outcome, message, delivery, deps);
  return accepted({});
}

/** Writes a refusal in the ticket, and stores the request for corrections. */
async function writeRefusal(
  outcome: Extract<Outcome, { kind: "refused" }>,
  message: TicketMessage,
  delivery: Delivery,
  { table, countRefusal }: IntakeDeps,
): Promise<void> {
  const asked: RequestMessage | undefined = message.type === "onboarding.requested" ? message : outcome.asked;
  if (asked === undefined) return;
  const { comment, corrections } = asked;
  const { source, now } = delivery;
  const request = { ...asked, source };
  const content = contentAfter(comment, outcome.content);
  if (comment === undefined) noteRefusal(source, content.about, countRefusal);
  await answerRefusal(content, request, (reply) => replyId(reply, corrections), now, table);
  const waiting = comment === undefined ? await waitingPuts(content, request, now, table) : [];
  await table.commit([deliveryPut(delivery), ...waiting]);
}

/** A comment that corrects nothing gets an answer that says so. */
function contentAfter(comment: "unread" | "too-many" | undefined, content: RefusalContent): RefusalContent {
  return comment === "unread" && content.about === "faults" ? { ...content, isUnread: true } : content;
}

/**
 * The same answer to a ticket is written once, because our own comment may come back as an update of the
 * ticket; each correction gets its own answer.
 */
function replyId(content: ReplyContent, corrections: number | undefined): string {
  return digestOf(JSON.stringify(corrections === undefined ? content : { content, corrections }));
}

function summaryOf({ onboarding, request }: Extract<Outcome, { kind: "taken" }>): object {
  const { onboardingId, ticket, identity, mailFrom, held, overrides, alsoProjects = [] } = onboarding;
  // A ticket of another project gets its own addresses, not those of the project that it joined.
  const shared = alsoProjects.find(({ project }) => project === request.project);
  const { project, fromAddresses } = shared ?? onboarding;
  return {
    ...{ onboardingId, ticket, project, identity, fromAddresses, mailFrom },
    ...(held === undefined ? {} : { heldFor: held.for }),
    // Nothing is set up while a request is held, and its operator is told what an approval overrides.
    ...(overrides === undefined || held !== undefined
      ? {}
      : { warning: ENGLISH.text("ticket.overrides", { domain: identity, above: overrides }) }),
    ...keptWarning(onboarding, request),
  };
}

function coverageOf({ onboarding, request, taken, refused }: Extract<Outcome, { kind: "covered" }>): object {
  const { identity } = onboarding;
  const { ticket, project } = request;
  const named = { ticket, project, identity, fromAddresses: taken, ...usedMailFrom(onboarding) };
  return {
    outcome: "covered",
    ...named,
    refused: refused.map((one) => refusalView(one, ENGLISH)),
    ...keptWarning(onboarding, request),
  };
}

/** Warns that the identity keeps its MAIL FROM domain, and what a different one would change. */
function keptWarning(onboarding: Onboarding, request: OnboardingRequest): { readonly warning?: string } {
  const { kept } = keptMailFrom(onboarding, request);
  if (kept === undefined) return {};
  const { mailFrom, named } = kept;
  // No project uses the domain of a held request yet.
  const isHeld = onboarding.held !== undefined;
  return {
    warning: isHeld
      ? ENGLISH.text("operators.intake.kept-while-held", { mailFrom, named })
      : keptText(kept, ENGLISH),
  };
}

function accepted(body: object): HttpResponse {
  return {
    statusCode: 202,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}
