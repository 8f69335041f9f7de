import { createHash } from "node:crypto";
import { derived } from "./secret.ts";

/** What one attempt to sign in sends to the provider, and expects back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

/**
 * All secrets of an attempt follow from the one in the browser's cookie, so that nothing is kept for somebody who never comes
 * back. The state and the nonce are seen by the provider, and tell nothing of the cookie or of the code verifier.
 */
export function attemptOf(secret: string): Attempt {
  const codeVerifier = derived(secret, "code verifier");
  return {
    state: derived(secret, "state"),
    nonce: derived(secret, "nonce"),
    codeVerifier,
    // RFC 7636 §4.2, S256
    codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url"),
  };
}
