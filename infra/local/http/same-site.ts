import type { IncomingMessage } from "node:http";

/** The host names of the local cloud for a browser on this machine. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/**
 * True if a browser on this machine requests a page of the local cloud itself. Another `Host` shows a foreign
 * name that resolves to this machine (DNS rebinding); another `Origin` shows a form on a foreign page.
 */
export function isSameSite({ headers: { host = "", origin } }: Pick<IncomingMessage, "headers">): boolean {
  const isLoopback = LOOPBACK_NAMES.some((name) => host === name || host.startsWith(`${name}:`));
  return isLoopback && (origin === undefined || origin === `http://${host}`);
}
