import type { IncomingMessage, RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import { createAddressGuard, isInRanges } from "#adapters/dns/address-guard";
import type { DnsResolver } from "#core/dns/observation";

/** A web address from a stranger's data. */
export interface Place {
  readonly host: string;
  readonly port?: number;
  /** The path with the query. */
  readonly path: string;
}

/** The response to a request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The addresses that may be requested, and the resolver for names. */
export interface GuardOptions {
  readonly resolver: DnsResolver;
  /** CIDR ranges that are allowed in addition to public addresses. */
  readonly allowedRanges: readonly string[];
}

const LONGEST_MS = 3_000;
const LARGEST_BYTES = 64 * 1024;

/**
 * Fetches an address from a stranger's data: over HTTPS, from public addresses only, without redirects, for
 * at most three seconds and 64 kB. It connects to the address that it checked, so DNS cannot change the
 * address in between. Only in the ranges that the deployer allows, it uses plain HTTP on any port, because no
 * certificate covers such addresses.
 */
export async function guardedGet(place: Place, options: GuardOptions): Promise<Answer | undefined> {
  const address = await permittedAddress(place.host, options);
  if (address === undefined) return undefined;
  const isAllowedRange = isInRanges(address, options.allowedRanges);
  if (place.port !== undefined && !isAllowedRange) return undefined;
  // node:http loads WebSocket and all of fetch, a third of a cold start, so it is imported only when needed.
  const send = isAllowedRange ? (await import("node:http")).request : tlsRequest;
  try {
    return await fetchFrom(send, requestTo(address, place, isAllowedRange ? "plain" : "tls"));
  } catch {
    return undefined;
  }
}

/** All addresses of the name must be permitted; otherwise it is no public server. */
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

/**
 * Makes the options of a request to an address that was checked; the certificate must still be valid for the
 * name.
 */
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

/** Sends a request, and reads the response up to a size limit. */
export function fetchFrom(send: typeof tlsRequest, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send(options, (response) => {
      // The signal also ends a response that arrives byte by byte.
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
