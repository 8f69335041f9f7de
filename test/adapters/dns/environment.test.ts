import { expect, it } from "vitest";
import { dnsEnvironment } from "#adapters/dns/environment";

const GIVEN = { DNS_RESOLVERS: "192.0.2.1", DNS_PORT: "53", DNS_ALLOWED_RANGES: "" };

it("reads resolvers with and without a port, of both families", () => {
  const DNS_RESOLVERS = "192.0.2.1, 192.0.2.2:5301,2001:db8::1,[2001:db8::2]:5302,[2001:db8::3]";
  expect(dnsEnvironment.parse({ ...GIVEN, DNS_RESOLVERS }).DNS_RESOLVERS).toEqual([
    { address: "192.0.2.1", port: 53 },
    { address: "192.0.2.2", port: 5301 },
    { address: "2001:db8::1", port: 53 },
    { address: "2001:db8::2", port: 5302 },
    { address: "2001:db8::3", port: 53 },
  ]);
});

it("takes an empty list of ranges as public addresses only", () => {
  expect(dnsEnvironment.parse(GIVEN)).toMatchObject({ DNS_PORT: 53, DNS_ALLOWED_RANGES: [] });
});

it("reads ranges of both families", () => {
  const { DNS_ALLOWED_RANGES } = dnsEnvironment.parse({
    ...GIVEN,
    DNS_ALLOWED_RANGES: "127.0.0.0/8,::1/128",
  });
  expect(DNS_ALLOWED_RANGES).toEqual(["127.0.0.0/8", "::1/128"]);
});

it.each([
  { DNS_RESOLVERS: "" },
  { DNS_RESOLVERS: " , " },
  { DNS_RESOLVERS: "dns.example.com" },
  { DNS_RESOLVERS: "192.0.2.1,dns.example.com" },
  { DNS_RESOLVERS: "[192.0.2.1" },
  { DNS_RESOLVERS: "x192.0.2.1:53" },
  { DNS_RESOLVERS: "192.0.2.1:53x" },
  { DNS_RESOLVERS: "192.0.2.1:" },
  { DNS_RESOLVERS: "192.0.2.1:0" },
  { DNS_RESOLVERS: "192.0.2.1:x" },
  { DNS_RESOLVERS: "192.0.2.1:70000" },
  { DNS_PORT: "" },
  { DNS_PORT: "0" },
  { DNS_PORT: "65536" },
  { DNS_PORT: "5.3" },
  { DNS_PORT: "domain" },
  { DNS_ALLOWED_RANGES: "127.0.0.1" },
  { DNS_ALLOWED_RANGES: "127.0.0.0/40" },
])("refuses %j", (wrong) => {
  expect(dnsEnvironment.safeParse({ ...GIVEN, ...wrong }).success).toBe(false);
});
