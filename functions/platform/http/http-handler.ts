import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithIAMAuthorizer, Context } from "aws-lambda";
import { logger } from "#platform/observability";
import { problem } from "./problem.ts";
import type { HttpResponse } from "./response.ts";

/** An HTTP request in the form that functions read. */
export interface HttpRequest {
  /** Method and path pattern, such as `GET /setup/{token}`. */
  readonly routeKey: string;
  /** The path parameters by name. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Each cookie is "name=value"; absent if there are none. */
  readonly cookies?: readonly string[];
  readonly body: string;
  /** The exact bytes of the body, because a signature covers them. */
  readonly rawBody: Buffer;
  /** The host name of the request; API Gateway serves only configured names. */
  readonly domainName: string;
  /** The ARN of the IAM principal that signed the request, on routes that require one. */
  readonly principal?: string;
  /** The time of arrival, in epoch milliseconds. */
  readonly now: number;
}

type HttpEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithIAMAuthorizer;

/** Connects a function to an HTTP API route; an error becomes status 500 without details. */
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

/** Half a surrogate pair becomes U+FFFD. A body cannot contain one, because it is decoded from bytes. */
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
