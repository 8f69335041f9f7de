import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { listen } from "../local/listen.ts";
import { isOwnForm, isOwnHost, isSameSecret } from "./guard.ts";

/** A request that may be passed on to the console's function. */
export interface ConsoleRequest {
  readonly method: "GET" | "POST";
  /** The path after `/console`, and the query. */
  readonly target: string;
  readonly body: string | undefined;
  /** The CSRF token that each form must send back. */
  readonly csrf: string;
}

/** The answer of the console's function. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The local server of the console on this machine. */
export interface ConsoleServer {
  /** The address that opens the console once, in one browser. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the local server of the console on loopback. It admits only the browser that has the address with
 * the token.
 */
export async function startConsoleServer(
  port: number,
  forward: (request: ConsoleRequest) => Promise<ConsoleAnswer>,
): Promise<ConsoleServer> {
  const secrets = { session: newSecret(), csrf: newSecret() };
  let token: string | undefined = newSecret();
  /** A cookie applies to all ports of a host (RFC 6265 §8.5), so each console on a machine has its own name for it. */
  const cookieName = () => `sendworthy-console-${listening.port}`;
  const server = createServer(async (incoming, outgoing) => {
    const answer = await answerTo(incoming).catch((error: unknown) => plain(502, String(error)));
    send(outgoing, answer);
  });
  const listening = await listen(server, port, "the console");

  async function answerTo(incoming: IncomingMessage): Promise<ConsoleAnswer> {
    if (!isOwnHost(incoming.headers, listening.port)) return plain(421, "Not this host");
    const url = new URL(incoming.url ?? "/", listening.url);
    if (url.pathname === "/" && url.searchParams.has("token"))
      return exchange(url.searchParams.get("token") ?? "");
    if (!isSameSecret(cookieOf(incoming, cookieName()), secrets.session))
      return plain(401, "Open the address that the command shows");
    if (!/^\/console(\/|$)/.test(url.pathname))
      return { ...plain(303, ""), headers: { location: "/console" } };
    const target = `${url.pathname.slice("/console".length)}${url.search}`;
    if (incoming.method === "GET")
      return forward({ method: "GET", target, body: undefined, csrf: secrets.csrf });
    if (incoming.method !== "POST") return plain(405, "Not allowed");
    const body = await readText(incoming);
    if (!isOwnForm(incoming.headers, new URLSearchParams(body), secrets.csrf))
      return plain(403, "Not our form");
    return forward({ method: "POST", target, body, csrf: secrets.csrf });
  }

  function exchange(sent: string): ConsoleAnswer {
    if (token === undefined || !isSameSecret(sent, token)) return plain(403, "This address was used already");
    token = undefined;
    const cookie = `${cookieName()}=${secrets.session}; Path=/; HttpOnly; SameSite=Strict`;
    return { ...plain(303, ""), headers: { location: "/console", "set-cookie": cookie } };
  }

  return { url: `${listening.url}/?token=${token}`, stop: listening.stop };
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function cookieOf({ headers }: IncomingMessage, cookieName: string): string {
  const cookies = (headers.cookie ?? "").split(";").map((one) => one.trim().split("="));
  return cookies.find(([name]) => name === cookieName)?.[1] ?? "";
}

function plain(status: number, body: string): ConsoleAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

function send(outgoing: ServerResponse, { status, headers, body }: ConsoleAnswer): void {
  outgoing
    .writeHead(status, { "cache-control": "no-store", "referrer-policy": "no-referrer", ...headers })
    .end(body);
}
