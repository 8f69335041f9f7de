import type { IncomingMessage } from "node:http";

/** The names by which a browser on this machine calls the local cloud. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/**
 * True if a browser on this machine asks for a page of the local cloud itself. Another `Host` comes from a name that somebody
 * else made to lead here (DNS rebinding), another `Origin` from a form on somebody else's page.
 */
export function isSameSite({ headers: { host = "", origin } }: Pick<IncomingMessage, "headers">): boolean {
  const isLoopback = LOOPBACK_NAMES.some((name) => host === name || host.startsWith(`${name}:`));
  return isLoopback && (origin === undefined || origin === `http://${host}`);
}
