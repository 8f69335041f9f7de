import type { Logo } from "./brand.ts";

/** The content id (RFC 2392) by which a mail shows its logo. */
export const LOGO_ID = "logo";

/** Many mail programs show no SVG: they get the platform's name instead. */
export function isShownInMail({ type }: Logo): boolean {
  return type === "image/png";
}
