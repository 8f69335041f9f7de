import type { Onboarding } from "#core/onboarding/onboarding";
import type { HttpRequest } from "#platform/http/http-handler";
import { setupToken } from "#platform/setup-link/setup-token";
import { BEGUN_AT } from "./onboarding-fixture.ts";

/** The key that signs set-up links in tests. */
export const LINK_KEY = "k".repeat(44);

/** Returns the token of an onboarding's set-up link. */
export function tokenOf(onboarding: Onboarding): string {
  return setupToken(onboarding, LINK_KEY);
}

/** Makes a request to a set-up link. */
export function setupRequest(routeKey: string, token: string, said: Partial<HttpRequest> = {}): HttpRequest {
  return {
    routeKey,
    parameters: { token },
    query: {},
    headers: {},
    body: "",
    rawBody: Buffer.from(said.body ?? ""),
    domainName: "setup.example",
    now: BEGUN_AT + 60_000,
    ...said,
  };
}
