import * as z from "zod";
import { printable } from "#core/names/printable";

/** One request to the operators' API, in the form that its functions receive. */
export interface ApiRequest {
  /** Method and path pattern, such as `GET /onboardings/{onboardingId}`. */
  readonly routeKey: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer of the operators' API. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

/** The operators' API in the name of one operator. */
export type OperatorsApi = (request: ApiRequest) => Promise<ApiAnswer>;

/** The names of the functions behind the operators' API. */
interface ApiFunctions {
  /** The function that answers reads. */
  readonly show: string;
  /** The function that runs actions. */
  readonly operate: string;
  invoke(functionName: string, payload: unknown): Promise<unknown>;
}

const response = z.object({ statusCode: z.number().int(), body: z.string().default("") });

/**
 * Makes the operators' API for a principal whose signature API Gateway has verified. Functions are invoked as
 * API Gateway does, so that all rights, checks and records of the API apply here, too.
 */
export function operatorsApi(
  { show, operate, invoke }: ApiFunctions,
  principal: string,
  now: number,
): OperatorsApi {
  return async ({ routeKey, parameters = {}, query = {}, body }) => {
    const name = routeKey.startsWith("GET ") ? show : operate;
    const answer = await invoke(name, {
      version: "2.0",
      routeKey,
      headers: {},
      pathParameters: parameters,
      queryStringParameters: query,
      requestContext: {
        domainName: "console",
        timeEpoch: now,
        authorizer: { iam: { userArn: principal } },
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      isBase64Encoded: false,
    });
    const { statusCode, body: text } = response.parse(answer);
    return { status: statusCode, body: jsonOf(text), text };
  };
}

/**
 * Texts in the answer may come from strangers, so characters that reverse or hide surrounding text are
 * removed.
 */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? shownText(value) : value));
  } catch {
    return undefined;
  }
}

/** A notice keeps its line breaks. */
function shownText(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line))
    .join("\n");
}
