import type { HttpRequest } from "#platform/http/http-handler";
import { BEGUN_AT } from "./onboarding-fixture.ts";

/** The operator in tests. */
const OPERATOR = "arn:aws:iam::000000000000:user/alice";

/** The operator in the form that events use. */
export const BY = `operator:${OPERATOR}`;

/** Makes an operator's request; the body is written as JSON. */
export function operatorsRequest(
  routeKey: string,
  { sent, ...said }: Partial<HttpRequest> & { readonly sent?: unknown } = {},
): HttpRequest {
  const body = sent === undefined ? "" : JSON.stringify(sent);
  return {
    routeKey,
    parameters: {},
    query: {},
    headers: {},
    body,
    rawBody: Buffer.from(said.body ?? body),
    domainName: "api.example",
    principal: OPERATOR,
    now: BEGUN_AT + 60_000,
    ...said,
  };
}
