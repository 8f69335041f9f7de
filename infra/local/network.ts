import { type Endpoint, type Intercept, startEndpoint } from "./aws/endpoint.ts";
import type { Clock } from "./clock.ts";
import { type CachingResolver, startCachingResolver } from "./dns/caching-resolver.ts";
import { type DnsServer, startDnsServer } from "./dns/dns-server.ts";
import { type HttpApi, startHttpApi } from "./http/http-api.ts";
import { PortTakenError } from "./listen.ts";
import type { Stops } from "./stops.ts";

/** The ports of a local cloud; 0 takes a free port. */
export interface Ports {
  readonly http: number;
  readonly aws: number;
  readonly dns: number;
  readonly resolver: number;
}

/** The servers of a local cloud, all on loopback only. */
export interface Network {
  readonly http: HttpApi;
  readonly aws: Endpoint;
  readonly dns: DnsServer;
  readonly resolver: CachingResolver;
}

/**
 * Starts all servers before the other parts, so that a port in use stops the start before anything is
 * changed.
 */
export async function startNetwork(options: {
  ports: Ports;
  zones: string;
  clock: Clock;
  stops: Stops;
  intercept?: Intercept;
}): Promise<Network> {
  const { ports, zones, clock, stops, intercept } = options;
  const host = "127.0.0.1";
  const http = stops.add(await startHttpApi(ports.http), (part) => part.stop());
  const aws = stops.add(
    await startEndpoint({ port: ports.aws, clock, ...(intercept === undefined ? {} : { intercept }) }),
    (part) => part.stop(),
  );
  const dns = stops.add(
    await withPortError(startDnsServer({ zones, host, port: ports.dns }), ports.dns, "the DNS server"),
    (part) => part.stop(),
  );
  const resolver = stops.add(
    await withPortError(
      startCachingResolver({ authority: { host, port: dns.port }, host, port: ports.resolver, clock }),
      ports.resolver,
      "the DNS resolver",
    ),
    (part) => part.stop(),
  );
  return { http, aws, dns, resolver };
}

async function withPortError<T>(start: Promise<T>, port: number, purpose: string): Promise<T> {
  try {
    return await start;
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw isTaken ? new PortTakenError(port, purpose, { cause: error }) : error;
  }
}
