import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import { type LoopbackServer, listen } from "../listen.ts";
import type { DeskRequest, DeskResponse } from "./desk-message.ts";
import { DESKS, localDesk } from "./desks.ts";
import { createFaults, type Fault } from "./faults.ts";
import type { Tickets } from "./ticket.ts";

/** The server of the local desks' APIs, each below its own path. */
export interface DeskServer extends LoopbackServer {
  /** Returns a desk's base URL. */
  baseUrl(desk: string): string;
  /** Injects a fault into a later request. */
  fail(fault: Fault): void;
  /** Returns the methods and paths of all requests so far. */
  requests(): readonly string[];
}

/** Starts the server on a free loopback port. */
export async function startDeskServer(tickets: Tickets, clock: Clock): Promise<DeskServer> {
  const apis = new Map(DESKS.map((name) => [name, localDesk(name).api(tickets)]));
  const faults = createFaults();
  const requests: string[] = [];

  function answer(desk: string, request: DeskRequest): DeskResponse {
    const expected = `Basic ${Buffer.from(localDesk(desk).login).toString("base64")}`;
    if (request.headers["authorization"] !== expected) return { status: 401, body: { error: "no access" } };
    try {
      return apis.get(desk)?.(request) ?? { status: 404, body: { error: "InvalidEndpoint" } };
    } catch (error) {
      if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
      throw error;
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://local");
    const [, first = "", rest = ""] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    const desk = DESKS.find((one) => one === first);
    const { method = "GET" } = incoming;
    requests.push(`${method} ${url.pathname}`);
    const request = await read(incoming, rest, url.searchParams);
    const fault = faults.next(method, url.pathname);
    const isProcessed = fault === undefined || fault.when === "after";
    const response = desk !== undefined && isProcessed ? answer(desk, request) : { status: 404 };
    const sent = fault?.answer ?? response;
    if (sent === "reset") outgoing.socket?.resetAndDestroy();
    else if (sent !== "silence") send(outgoing, sent, clock.now());
  });
  const listening = await listen(server, 0, "the help desk");
  return {
    ...listening,
    baseUrl: (desk) => `${listening.url}/${desk}`,
    fail: (fault) => faults.add(fault),
    requests: () => requests,
  };
}

async function read(incoming: IncomingMessage, path: string, query: URLSearchParams): Promise<DeskRequest> {
  const { method = "GET", headers } = incoming;
  const sent = await text(incoming);
  return {
    method,
    path,
    query,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: sent === "" ? undefined : JSON.parse(sent),
  };
}

function send(
  outgoing: ServerResponse,
  { status, headers, body, text: plain }: DeskResponse & { readonly text?: string },
  nowMs: number,
): void {
  const date = new Date(nowMs).toUTCString();
  const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  const sent = plain ?? (body === undefined ? "" : JSON.stringify(body));
  outgoing.writeHead(status, { date, ...type, ...headers }).end(sent);
}
