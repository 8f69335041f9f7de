import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IamAuthorizer } from "./iam-authorizer.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { RouteMatch } from "./router.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Builds the event of payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function requestEvent(
  request: IncomingRequest,
  { route, pathParameters }: RouteMatch,
  { nowMs, accountId, authorizer }: { nowMs: number; accountId: string; authorizer?: IamAuthorizer },
): Record<string, unknown> {
  const [rawPath = "/", rawQueryString = ""] = request.target.split(/\?(.*)/s);
  const { headers, cookies } = readHeaders(request.rawHeaders);
  const query = joined([...new URLSearchParams(rawQueryString)]);
  const routeKey = `${route.method} ${route.path}`;
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId,
      apiId: "local",
      ...(authorizer && { authorizer }),
      domainName: headers["host"]?.replace(/:\d+$/, "") ?? "127.0.0.1",
      domainPrefix: "local",
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: logTime(nowMs),
      timeEpoch: nowMs,
    },
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    ...bodyOf(request.body, headers["content-type"]),
  };
}

function readHeaders(rawHeaders: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const pairs: Array<[string, string]> = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([String(rawHeaders[index]).toLowerCase(), String(rawHeaders[index + 1])]);
  }
  const cookies = pairs
    .filter(([name]) => name === "cookie")
    .flatMap(([, value]) => value.split(";").map((cookie) => cookie.trim()));
  return { headers: joined(pairs.filter(([name]) => name !== "cookie")), cookies };
}

/** Joins several values of one name with commas, as API Gateway does. */
function joined(pairs: ReadonlyArray<readonly [string, string]>): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|[^;]*\+(json|xml))\b)/i;

/** API Gateway passes text as text and everything else as base64, including posted forms. */
function bodyOf(body: Buffer, contentType = "text/plain"): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  // AWS does not document what it does with text that is not in UTF-8; base64 keeps the bytes that were signed.
  if (TEXT_TYPE.test(contentType) && isUtf8(body))
    return { body: body.toString("utf8"), isBase64Encoded: false };
  return { body: body.toString("base64"), isBase64Encoded: true };
}

/** Returns a time in the common log format, such as "23/Nov/2026:08:18:44 +0000". */
function logTime(epochMs: number): string {
  const [, year, month, day, time] =
    /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(epochMs).toISOString()) ?? [];
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}
