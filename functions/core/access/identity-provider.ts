import type { Claims } from "./person.ts";

/** The parameters of one sign-in request to the provider. */
export interface SignInRequest {
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly nonce: string;
  /** The challenge of RFC 7636, by the method S256. */
  readonly codeChallenge: string;
}

/** The values that the provider's answer to that request must contain. */
export interface ExpectedAnswer {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The provider did not answer. */
export interface Unreachable {
  readonly kind: "unreachable";
  /** A code for the log. */
  readonly because: string;
}

/** The result of completing a sign-in with the answer that the browser brought back from the provider. */
export type SignInOutcome =
  | { readonly kind: "signed-in"; readonly claims: Claims }
  | { readonly kind: "refused"; readonly because: string }
  | Unreachable;

/** The OpenID Connect provider that the deployer has configured. */
export interface IdentityProvider {
  /** Returns the address at the provider to which the browser is redirected. */
  begin(request: SignInRequest): Promise<{ readonly kind: "ready"; readonly url: string } | Unreachable>;
  /** Exchanges the code of the answer for an ID token, and validates the answer and the token. */
  complete(answer: URL, expected: ExpectedAnswer): Promise<SignInOutcome>;
}
