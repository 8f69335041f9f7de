import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import * as z from "zod";
import type { Endpoint } from "./endpoint.ts";

const STANDARD_PORT = 53;

const port = z.coerce.number().int().min(1).max(65_535);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/**
 * Node compiles a long expression for IPv6 on first use. Unlike `isIPv6`, `isIP` does not need it for an IPv4
 * address.
 */
const isV6 = (text: string) => isIP(text) === 6;

/** Reads an address with or without a port. */
export const endpoint = z.string().transform((text, context): Endpoint => {
  const [, bracketed, plain, portText] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  const address = isV6(text) ? text : (bracketed ?? plain ?? "");
  const given = port.safeParse(isV6(text) || portText === undefined ? STANDARD_PORT : portText);
  if (isIP(address) !== 0 && given.success) return { address, port: given.data };
  context.addIssue({ code: "custom", message: `ip, ip:port or [ip]:port, not "${text}"` });
  return z.NEVER;
});

const range = z.string().refine((text) => ipaddr.isValidCIDR(text), "a CIDR range");

/** The environment of every function that queries DNS. */
export const dnsEnvironment = z.object({
  DNS_RESOLVERS: list.pipe(z.array(endpoint).min(1)),
  DNS_PORT: port,
  DNS_ALLOWED_RANGES: list.pipe(z.array(range)),
});
