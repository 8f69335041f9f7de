import { expect, it } from "vitest";
import { createAddressGuard } from "#adapters/dns/address-guard";

const publicOnly = createAddressGuard([]);

it.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.0.0.1",
  "192.168.0.1",
  "198.19.255.255",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fd00:ec2::254",
  "fe80::1",
  "ff02::1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "",
  "ns1.example.com",
  "0x7f.1",
  "2130706433",
  "undefined.undefined.1.2",
])("refuses %j", (address) => {
  expect(publicOnly(address)).toBe(false);
});

it.each([
  "8.8.8.8",
  "100.128.0.1",
  "172.32.0.1",
  "198.20.0.1",
  "223.255.255.255",
  "2606:4700::1111",
  "2001:4860::8",
])("permits %s", (address) => {
  expect(publicOnly(address)).toBe(true);
});

it("allows, beside public addresses, only the ranges that a deployer names", () => {
  const guard = createAddressGuard(["127.0.0.0/8", "fd00::/8"]);
  expect(["127.0.0.9", "fd12::1", "9.9.9.9"].every(guard)).toBe(true);
  expect(["10.0.0.1", "fe80::1", "::ffff:127.0.0.1"].some(guard)).toBe(false);
});
