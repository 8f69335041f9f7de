import { expect, it } from "vitest";
import { createAddressGuard, isInRanges, isLoopback } from "#adapters/dns/address-guard";

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

it.each([
  ["127.0.0.1", true],
  ["127.255.255.255", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["126.255.255.255", false],
  ["128.0.0.1", false],
  ["::2", false],
  ["::ffff:8.8.8.8", false],
  ["localhost", false],
  ["", false],
])("knows whether %j is a loopback address: %s", (address, isOne) => {
  expect(isLoopback(address)).toBe(isOne);
});

it.each<[string, readonly string[], boolean]>([
  ["10.1.2.3", ["10.0.0.0/8"], true],
  ["10.1.2.3", ["192.168.0.0/16", "10.1.2.3/32"], true],
  ["10.1.2.4", ["10.1.2.3/32"], false],
  ["11.0.0.0", ["10.0.0.0/8"], false],
  ["8.8.8.8", [], false],
  ["fd12::1", ["fd00::/8"], true],
  ["fe00::1", ["fd00::/8"], false],
  ["127.0.0.1", ["::/0"], false],
  ["::1", ["0.0.0.0/0"], false],
  ["::ffff:10.1.2.3", ["10.0.0.0/8"], false],
  ["example.com", ["0.0.0.0/0"], false],
  ["", ["0.0.0.0/0", "::/0"], false],
])("knows whether %j is in the ranges %j: %s", (address, ranges, isIn) => {
  expect(isInRanges(address, ranges)).toBe(isIn);
});

it.each([
  ["0.255.255.255", "1.0.0.0"],
  ["10.255.255.255", "11.0.0.0"],
  ["100.127.255.255", "100.63.255.255"],
  ["127.255.255.255", "126.255.255.255"],
  ["169.254.0.0", "169.253.255.255"],
  ["172.16.0.0", "172.15.255.255"],
  ["192.0.0.255", "192.0.1.0"],
  ["192.168.255.255", "192.169.0.0"],
  ["198.18.0.0", "198.17.255.255"],
  ["255.255.255.255", "223.255.255.255"],
  ["1fff:ffff::1", "2000::1"],
  ["4000::1", "3fff:ffff::1"],
  ["2001:0:ffff::1", "2001:1::1"],
  ["2002:ffff::1", "2003::1"],
])("refuses %s, at the border of a range, but permits %s", (refused, permitted) => {
  expect([publicOnly(refused), publicOnly(permitted)]).toEqual([false, true]);
});
