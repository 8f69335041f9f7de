import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithIAMAuthorizer, Context } from "aws-lambda";
import { logger } from "#platform/observability";
import { problem } from "./problem.ts";
import type { HttpResponse } from "./response.ts";

/** An HTTP request as the logic reads it. */
export interface HttpRequest {
  /** Method and path pattern, such as `GET /setup/{token}`. */
  readonly routeKey: string;
  /** The parts of the path that the pattern names. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Each as "name=value"; absent if there are none. */
  readonly cookies?: readonly string[];
  readonly body: string;
  /** As it was sent, byte for byte: a signature covers it. */
  readonly rawBody: Buffer;
  /** The host name of the request; API Gateway serves only configured names. */
  readonly domainName: string;
  /** The ARN of the IAM principal that signed it, on the routes that demand one. */
  readonly principal?: string;
  /** Epoch milliseconds at which the request arrived. */
  readonly now: number;
}

type HttpEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithIAMAuthorizer;

/** Connects logic to an HTTP API route; an error becomes a 500 that shows no detail. */
export function httpHandler(
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): (event: HttpEvent, context: Context) => Promise<HttpResponse> {
  return middy<HttpEvent, HttpResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError((request) => {
      logger.error("The request failed", { event: "REQUEST_FAILED", error: request.error });
      request.response = problem({ status: 500, title: "Something went wrong here, please try again" });
    })
    .handler(async (event: HttpEvent) => answer(readRequest(event)));
}

/** Half a surrogate pair becomes U+FFFD; a body is decoded from bytes, so it has none. */
function wellFormed(texts: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text?.toWellFormed()]));
}

function readRequest(event: HttpEvent): HttpRequest {
  const rawBody = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const { requestContext } = event;
  return {
    routeKey: event.routeKey,
    parameters: wellFormed(event.pathParameters ?? {}),
    query: wellFormed(event.queryStringParameters ?? {}),
    headers: event.headers,
    ...(event.cookies && { cookies: event.cookies }),
    body: rawBody.toString("utf8"),
    rawBody,
    domainName: requestContext.domainName,
    ...("authorizer" in requestContext && { principal: requestContext.authorizer.iam.userArn }),
    now: requestContext.timeEpoch,
  };
}
