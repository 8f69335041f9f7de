import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Clock } from "../clock.ts";
import { type LoopbackServer, listen } from "../listen.ts";
import { errorResponse } from "./error-response.ts";
import { operationOf } from "./operation-name.ts";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "./service.ts";

/**
 * Returns a response that replaces the service's, or nothing to let the service answer; tests use it to
 * inject errors.
 */
export type Intercept = (
  service: string,
  operation: string,
  request: AwsRequest,
) => AwsResponse | undefined | Promise<AwsResponse | undefined>;

/** The shared HTTP endpoint of all local AWS services. */
export interface Endpoint extends LoopbackServer {
  /** Counts the calls by "service:Operation", as in IAM actions. */
  calls(): Record<string, number>;
  /** Adds services; the first that matches a request answers it. */
  serve(...services: AwsService[]): void;
}

/** Starts the endpoint on loopback; before `serve` is called it knows no service. */
export async function startEndpoint(options: {
  port: number;
  clock: Pick<Clock, "now">;
  intercept?: Intercept;
}): Promise<Endpoint> {
  const services: AwsService[] = [];
  const counts = new Map<string, number>();

  async function answer(request: AwsRequest): Promise<AwsResponse> {
    const { service, operation } = operationOf(request);
    const name = `${service}:${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    try {
      const intercepted = await options.intercept?.(service, operation, request);
      if (intercepted !== undefined) return intercepted;
      const found = services.find((candidate) => candidate.matches(request));
      if (found === undefined)
        throw new AwsError("UnknownOperationException", `No local service answers ${name}`, 404);
      return await found.handle(request);
    } catch (error) {
      if (!(error instanceof AwsError)) console.error(`${name}:`, error);
      return errorResponse(request, error);
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    try {
      const { status, headers, body } = await answer(await read(incoming));
      const date = new Date(options.clock.now()).toUTCString();
      outgoing.writeHead(status, { "x-amzn-requestid": randomUUID(), date, ...headers }).end(body);
    } catch {
      // The caller closed the connection before it had sent the whole request.
      outgoing.destroy();
    }
  });
  const listening = await listen(server, options.port, "the AWS endpoint");
  return {
    ...listening,
    calls: () => Object.fromEntries([...counts].sort()),
    serve: (...added) => void services.push(...added),
  };
}

async function read(incoming: IncomingMessage): Promise<AwsRequest> {
  const url = new URL(incoming.url ?? "/", "http://local");
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: await text(incoming),
  };
}
