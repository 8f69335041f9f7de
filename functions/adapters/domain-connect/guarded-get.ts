import type { IncomingMessage, RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import { createAddressGuard, isInRanges } from "#adapters/dns/address-guard";
import type { DnsResolver } from "#core/dns/observation";

/** An address on the web that a stranger named. */
export interface Place {
  readonly host: string;
  readonly port?: number;
  /** Path and query. */
  readonly path: string;
}

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The addresses that may be asked, and the resolver for names. */
export interface GuardOptions {
  readonly resolver: DnsResolver;
  /** CIDR ranges that are allowed beside the public addresses. */
  readonly allowedRanges: readonly string[];
}

const LONGEST_MS = 3_000;
const LARGEST_BYTES = 64 * 1024;

/**
 * Fetches from an address that a stranger named: over HTTPS, from public addresses only, without redirects, for at most
 * three seconds and 64 kB. It connects to the address that it checked, so that DNS cannot change it in between. In the
 * ranges that the deployer allows, and only there, it uses plain HTTP on any port: no certificate covers such addresses.
 */
export async function guardedGet(place: Place, options: GuardOptions): Promise<Answer | undefined> {
  const address = await permittedAddress(place.host, options);
  if (address === undefined) return undefined;
  const isAllowedRange = isInRanges(address, options.allowedRanges);
  if (place.port !== undefined && !isAllowedRange) return undefined;
  // Imported at load, node:http takes WebSocket and the whole of fetch along: a third of a cold start.
  const send = isAllowedRange ? (await import("node:http")).request : tlsRequest;
  try {
    return await fetchFrom(send, requestTo(address, place, isAllowedRange ? "plain" : "tls"));
  } catch {
    return undefined;
  }
}

/** All addresses of the name must be permitted: one that is not shows that it is no public server. */
async function permittedAddress(
  host: string,
  { resolver, allowedRanges }: GuardOptions,
): Promise<string | undefined> {
  const isPermitted = createAddressGuard(allowedRanges);
  const session = resolver.open();
  try {
    const types = ["A", "AAAA"] as const;
    const seen = await session.ask(types.map((type) => ({ name: host, type, through: "resolver" })));
    const addresses = seen.flatMap(({ recursive: [first] }) =>
      first?.answer.kind === "records" ? first.answer.values : [],
    );
    return addresses.every(isPermitted) ? addresses[0] : undefined;
  } finally {
    session.end();
  }
}

/** Describes the request to an address that was checked: the certificate must be for the name all the same. */
export function requestTo(
  address: string,
  { host, port, path }: Place,
  transport: "plain" | "tls",
): RequestOptions & { readonly servername?: string } {
  return {
    host: address,
    ...(port === undefined ? {} : { port }),
    ...(transport === "tls" ? { servername: host } : {}),
    path,
    headers: { host: port === undefined ? host : `${host}:${port}`, accept: "application/json" },
    agent: false,
    signal: AbortSignal.timeout(LONGEST_MS),
  };
}

/** Sends a request, and reads an answer that is not too large. */
export function fetchFrom(send: typeof tlsRequest, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send(options, (response) => {
      // The signal also ends a body that comes byte by byte.
      readBody(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    })
      .on("error", reject)
      .end();
  });
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw new Error("The answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
