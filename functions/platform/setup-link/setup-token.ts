import { createHmac, timingSafeEqual } from "node:crypto";

/** The onboarding and the link version that a token signs. */
export interface SetupLink {
  readonly onboardingId: string;
  readonly linkVersion: number;
}

/**
 * Makes the token of a set-up link: the id, and base64url(HMAC-SHA-256(key, id ‖ version)). A higher version
 * revokes it.
 */
export function setupToken({ onboardingId, linkVersion }: SetupLink, key: string): string {
  return `${onboardingId}.${signature({ onboardingId, linkVersion }, key).toString("base64url")}`;
}

/**
 * Makes the token of a hand-off's link. It is valid for that one mail, until the set-up link has a new
 * version.
 */
export function handOffToken(link: SetupLink, sentAt: number, key: string): string {
  return `${link.onboardingId}.${handOffSignature(link, sentAt, key).toString("base64url")}`;
}

/**
 * Returns the onboarding id in a token before its signature is checked; `undefined` if the text is no token.
 */
export function namedOnboarding(token: string): string | undefined {
  return /^(onb_[0-9A-HJKMNP-TV-Z]{26})\.[\w-]{43}$/.exec(token)?.[1];
}

/** True if one of `keys` signed `token` for this link. The comparison takes constant time. */
export function isSetupToken(token: string, link: SetupLink, keys: readonly string[]): boolean {
  return isOneOf(
    token,
    keys.map((key) => signature(link, key)),
  );
}

/** True if one of `keys` signed `token` for a hand-off that was sent at one of these times. */
export function isHandOffToken(
  token: string,
  link: SetupLink,
  sentAt: readonly number[],
  keys: readonly string[],
): boolean {
  return isOneOf(
    token,
    sentAt.flatMap((at) => keys.map((key) => handOffSignature(link, at, key))),
  );
}

/** Compares the token with all signatures, each in constant time. */
function isOneOf(token: string, signatures: readonly Buffer[]): boolean {
  const sent = Buffer.from(token.slice(token.indexOf(".") + 1), "base64url");
  return signatures
    .map((right) => sent.length === right.length && timingSafeEqual(sent, right))
    .includes(true);
}

function handOffSignature({ onboardingId, linkVersion }: SetupLink, sentAt: number, key: string): Buffer {
  return createHmac("sha256", key)
    .update(`${onboardingId}\u0000${linkVersion}\u0000hand-off\u0000${sentAt}`)
    .digest();
}

function signature({ onboardingId, linkVersion }: SetupLink, key: string): Buffer {
  return createHmac("sha256", key).update(`${onboardingId}\u0000${linkVersion}`).digest();
}
