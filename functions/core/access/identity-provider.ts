import type { Claims } from "./person.ts";

/** What one attempt to sign in asks of the provider. */
export interface SignInRequest {
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636, by S256. */
  readonly codeChallenge: string;
}

/** What has to come back from that attempt. */
export interface ExpectedAnswer {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The provider gave no answer: nothing is known. */
export interface Unreachable {
  readonly kind: "unreachable";
  /** A code for the log. */
  readonly because: string;
}

/** What became of an answer that a browser brought from the provider. */
export type SignInOutcome =
  | { readonly kind: "signed-in"; readonly claims: Claims }
  | { readonly kind: "refused"; readonly because: string }
  | Unreachable;

/** The OpenID Connect provider that a deployer has named. */
export interface IdentityProvider {
  /** Where the browser goes to sign in. */
  begin(request: SignInRequest): Promise<{ readonly kind: "ready"; readonly url: string } | Unreachable>;
  /** Exchanges the code of an answer for an ID token, and checks both. */
  complete(answer: URL, expected: ExpectedAnswer): Promise<SignInOutcome>;
}
