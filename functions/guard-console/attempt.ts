import { createHash } from "node:crypto";
import { derived } from "./secret.ts";

/** The values that one sign-in sends to the provider and expects back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

/**
 * Derives all values of a sign-in from the secret in the browser's cookie, so that nothing is stored for
 * people who never return. The provider sees the state and the nonce, which reveal neither the cookie nor the
 * code verifier.
 */
export function attemptOf(secret: string): Attempt {
  const codeVerifier = derived(secret, "code verifier");
  return {
    state: derived(secret, "state"),
    nonce: derived(secret, "nonce"),
    codeVerifier,
    // RFC 7636 §4.2, method S256.
    codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url"),
  };
}
