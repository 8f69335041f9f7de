import type { Logo } from "./brand.ts";

/** The content id (RFC 2392) by which a mail refers to its logo. */
export const LOGO_ID = "logo";

/**
 * Returns whether mails contain the logo. Many mail programs show no SVG, so mails show the platform's name
 * instead.
 */
export function isShownInMail({ type }: Logo): boolean {
  return type === "image/png";
}
