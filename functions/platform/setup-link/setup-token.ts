import { createHmac, timingSafeEqual } from "node:crypto";

/** The onboarding and the link version that a token is signed for. */
export interface SetupLink {
  readonly onboardingId: string;
  readonly linkVersion: number;
}

/**
 * The token of a set-up link: the id, and base64url(HMAC-SHA-256(key, id ‖ version)). Raising the version revokes it.
 */
export function setupToken({ onboardingId, linkVersion }: SetupLink, key: string): string {
  return `${onboardingId}.${signature({ onboardingId, linkVersion }, key).toString("base64url")}`;
}

/** The token of the link in a hand-off: it holds for that one mail, and ends with the version of the set-up link. */
export function handOffToken(link: SetupLink, sentAt: number, key: string): string {
  return `${link.onboardingId}.${handOffSignature(link, sentAt, key).toString("base64url")}`;
}

/** The onboarding that a token names, before its signature is checked; `undefined` if the text is not a token. */
export function namedOnboarding(token: string): string | undefined {
  return /^(onb_[0-9A-HJKMNP-TV-Z]{26})\.[\w-]{43}$/.exec(token)?.[1];
}

/** True if one of `keys` signed `token` for this link, compared in constant time. */
export function isSetupToken(token: string, link: SetupLink, keys: readonly string[]): boolean {
  return isOneOf(
    token,
    keys.map((key) => signature(link, key)),
  );
}

/** True if one of `keys` signed `token` for a hand-off that was sent at one of the times. */
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

/** Compares with every signature, each in constant time. */
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
