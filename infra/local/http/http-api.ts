import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { AwsError } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Lambda } from "../lambda/lambda.ts";
import { type LoopbackServer, listen } from "../listen.ts";
import type { Route } from "../template/function-events.ts";
import { functionResponse, type HttpResponse, messageResponse } from "./function-response.ts";
import { authorizeByIam, type IamAuthorizer, userOf } from "./iam-authorizer.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { createLocalConsole } from "./local-console.ts";
import type { LocalPage } from "./local-page.ts";
import { requestEvent } from "./request-event.ts";
import { createRouter } from "./router.ts";
import { isSameSite } from "./same-site.ts";

/** The local HTTP API. */
export interface HttpApi extends LoopbackServer {
  /** Starts to route requests; before, every response is 503. */
  serve(options: HttpApiRoutes): void;
}

/** The routes of the HTTP API, with the parts that answer them. */
interface HttpApiRoutes {
  readonly routes: readonly Route[];
  readonly lambda: Lambda;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Returns false while no function can work; the response is then 503. */
  readonly isAvailable?: () => boolean;
  /** Answers GET for the paths that it knows; it has precedence over the routes. */
  readonly localPage: (path: string) => LocalPage | undefined;
  /**
   * Handles a submitted form for the paths that it knows, before the routes; returns the path to redirect to,
   * or a page.
   */
  readonly localForm?: LocalForm;
}

/** Handles a submitted form of the local cloud's own pages; `undefined` for a path without a form. */
export type LocalForm = (path: string, form: URLSearchParams) => Promise<string | LocalPage> | undefined;

/** The user in whose name the console of the local cloud acts. */
const LOCAL_OPERATOR = "local";

/** The largest body: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

/** Starts the HTTP API on loopback. */
export async function startHttpApi(port: number): Promise<HttpApi> {
  let answer: (incoming: IncomingMessage) => Promise<HttpResponse> = async () =>
    messageResponse(503, "Service Unavailable");
  const server = createServer(async (incoming, outgoing) => {
    try {
      send(outgoing, incoming.method, await answer(incoming));
    } catch {
      // The client closed the connection before it had sent the whole request.
      outgoing.destroy();
    }
  });
  const listening = await listen(server, port, "the HTTP API");
  return {
    ...listening,
    serve(options) {
      const answerUndated = createAnswer(options, listening.port);
      // Clients that sign requests read the local cloud's time from this header.
      answer = async (incoming) => {
        const response = await answerUndated(incoming);
        const date = new Date(options.clock.now()).toUTCString();
        return { ...response, headers: { ...response.headers, date } };
      };
    },
  };
}

function createAnswer(
  options: HttpApiRoutes,
  port: number,
): (incoming: IncomingMessage) => Promise<HttpResponse> {
  const { localPage, localForm } = options;
  // If people sign in, the template itself has the console's routes.
  const hasSignIn = options.routes.some((route) => route.path === "/console");
  const console = hasSignIn ? undefined : createLocalConsole();
  const answerRoute = createRouteAnswer(options);

  return async (incoming) => {
    const { method = "GET", url: target = "/" } = incoming;
    const path = target.replace(/\?.*$/s, "");
    const page = method === "GET" || method === "HEAD" ? localPage(path) : undefined;
    if (page !== undefined) return isSameSite(incoming) ? pageResponse(page) : FORBIDDEN;
    const body = await readBody(incoming);
    if (body === undefined) return messageResponse(413, "Request Entity Too Large");
    const outcome = method === "POST" && isSameSite(incoming) ? localForm?.(path, formOf(body)) : undefined;
    if (outcome !== undefined) return formResponse(await outcome);
    const request = {
      method,
      target,
      httpVersion: incoming.httpVersion,
      rawHeaders: incoming.rawHeaders,
      sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
      body,
    };
    const entered = console?.enter(request, incoming.headers, port);
    if (entered === undefined) return answerRoute(request);
    return "status" in entered ? entered : answerRoute(entered, userOf(LOCAL_OPERATOR, options.accountId));
  };
}

/**
 * Invokes the function of a route. A signed route requires a signature, unless the caller is already known.
 */
function createRouteAnswer(
  options: HttpApiRoutes,
): (request: IncomingRequest, known?: IamAuthorizer) => Promise<HttpResponse> {
  const { lambda, clock, region, accountId } = options;
  const findRoute = createRouter(options.routes);

  return async (request, known) => {
    const match = findRoute(request.method, request.target.replace(/\?.*$/s, ""));
    if (match === undefined) return messageResponse(404, "Not Found");
    if (options.isAvailable?.() === false) return messageResponse(503, "Service Unavailable");
    const context = { nowMs: clock.now(), region, accountId };
    const authorizer = match.route.isSigned ? (known ?? (await authorizeByIam(request, context))) : undefined;
    if (match.route.isSigned && authorizer === undefined) return FORBIDDEN;
    const event = requestEvent(request, match, { ...context, ...(authorizer && { authorizer }) });
    try {
      const invoked = await lambda.invoke(match.route.functionName, event, true);
      return "payload" in invoked
        ? functionResponse(invoked.payload)
        : messageResponse(500, "Internal Server Error");
    } catch (error) {
      if (error instanceof AwsError) return messageResponse(503, "Service Unavailable");
      return messageResponse(500, "Internal Server Error");
    }
  };
}

const FORBIDDEN = messageResponse(403, "Forbidden");

function pageResponse({ status, contentType, body }: LocalPage): HttpResponse {
  return { status, headers: { "content-type": contentType }, body };
}

function formResponse(outcome: string | LocalPage): HttpResponse {
  return typeof outcome === "string"
    ? { status: 303, headers: { location: outcome }, body: "" }
    : pageResponse(outcome);
}

/** Returns the whole body, or nothing if it is too large; it reads all chunks but keeps only the allowed size. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return size <= LARGEST_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function formOf(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString("utf8"));
}

function send(outgoing: ServerResponse, method: string | undefined, response: HttpResponse): void {
  const headers: OutgoingHttpHeaders = {
    ...(response.headers as OutgoingHttpHeaders),
    "content-length": Buffer.byteLength(response.body),
  };
  outgoing.writeHead(response.status, headers).end(method === "HEAD" ? undefined : response.body);
}
