import { describe, expect, it } from "vitest";
import { answeredByAddress, provenToExist } from "#core/diagnosis/detectors/dkim";
import { wildcardName } from "#core/diagnosis/model/questions";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, GONE, held, observed } from "../observed.ts";
import {
  added,
  cachedFor,
  contextOf,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  KEY,
  SHOWS_NONE,
  seenAt,
  shows,
} from "./observed-context.ts";
import { blockingOn, removed } from "./whole-finding.ts";

const [CF1, CF2] = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const [GD1, GD2] = ["ns1.domaincontrol.com", "ns2.domaincontrol.com"];
const [PROXY, PROXY6, OWN, OWN6] = ["104.16.0.1", "2606:4700::1", "192.0.2.1", "2001:db8::1"];
const FOUR = { name: KEY.name, type: "A" } as const;
const SIX = { name: KEY.name, type: "AAAA" } as const;
const atCloudflare = (one: DnsAnswer, other: DnsAnswer = one) => seenAt(KEY, { [CF1]: one, [CF2]: other });
const unproxied = { ...added(KEY, "hidden-by-a-proxy"), action: "replace", dnsOnly: true };
const clicks = {
  key: "dns-host.clicks",
  values: { host: "Cloudflare", path: "DNS → Records → Edit → Proxy status → DNS only" },
};

describe("addresses are where the CNAME must be", () => {
  const detect = (
    four: readonly string[],
    six: readonly string[] = [],
    { record = KEY, own = seenAt(record, ABSENT) }: { record?: ExpectedRecord; own?: Observation } = {},
  ) => {
    const addresses = [
      observed(record.name, "A", held(...four)),
      observed(record.name, "AAAA", held(...six)),
    ];
    const context = contextOf([record], [own, ...addresses]);
    return answeredByAddress(examinedIn(context), context);
  };

  it("those of a proxy, which is turned off", () => {
    expect(detect([OWN, PROXY], [PROXY6], { own: atCloudflare(ABSENT) })).toEqual(
      blockingOn(KEY, "CNAME_PROXIED", {
        seen: [PROXY, OWN, PROXY6],
        cause: {
          key: "finding.cname-proxied",
          values: { name: KEY.name, isKnown: "yes", host: "Cloudflare" },
        },
        edits: [unproxied],
        notes: [clicks],
        after: cachedFor(60),
        evidence: [evidenceOf(FOUR, shows(OWN, PROXY))],
      }),
    );
  });

  it("those of another server, which are removed", () => {
    expect(detect([OWN], [OWN6])).toEqual(
      blockingOn(KEY, "ADDRESS_INSTEAD_OF_CNAME", {
        seen: [OWN, OWN6],
        cause: {
          key: "finding.address-instead-of-cname",
          values: { name: KEY.name, values: [`“${OWN}”`, `“${OWN6}”`] },
        },
        edits: [
          removed(FOUR, OWN, "cname-stands-alone"),
          removed(SIX, OWN6, "cname-stands-alone"),
          added(KEY, "current-key"),
        ],
        evidence: [evidenceOf(FOUR, shows(OWN))],
      }),
    );
  });

  it.each([
    ["CNAME_PROXIED", PROXY6],
    ["ADDRESS_INSTEAD_OF_CNAME", OWN6],
  ])("of IPv6 alone: %s", (code, address) => {
    expect(detect([], [address])).toMatchObject({
      code,
      seen: [address],
      evidence: [evidenceOf(SIX, shows(address))],
    });
  });

  it("and of another service, which may need the name", () => {
    expect(detect([OWN], [], { record: { ...KEY, purpose: "other" } })?.otherwise).toBe("another-name");
    expect(detect([OWN])?.otherwise).toBeUndefined();
  });

  it("but none are", () => {
    expect(detect([])).toBeUndefined();
  });

  it("but beside a CNAME they are those of its target", () => {
    expect(detect([OWN], [], { own: seenAt(KEY, held("x.example")) })).toBeUndefined();
    expect(detect([OWN], [], { own: seenAt(KEY, failed()) })).toBeUndefined();
  });

  it("but a record of another type may stand beside them", () => {
    expect(detect([OWN], [], { record: FEEDBACK })).toBeUndefined();
  });
});

describe("Cloudflare's addresses end", () => {
  const isProxy = (address: string) => {
    const type = address.includes(":") ? "AAAA" : "A";
    const context = contextOf([KEY], [seenAt(KEY, ABSENT), observed(KEY.name, type, held(address))]);
    return answeredByAddress(examinedIn(context), context)?.code === "CNAME_PROXIED";
  };

  it.each([
    ["104.16.0.0/13 and 104.24.0.0/14", ["104.16.0.0", "104.27.255.255"], ["104.15.255.255", "104.28.0.0"]],
    ["172.64.0.0/13", ["172.64.0.0", "172.71.255.255"], ["172.63.255.255", "172.72.0.0"]],
    ["188.114.96.0/20", ["188.114.96.0", "188.114.111.255"], ["188.114.95.255", "188.114.112.0"]],
    ["162.158.0.0/15", ["162.158.0.0", "162.159.255.255"], ["162.157.255.255", "162.160.0.0"]],
    ["141.101.64.0/18", ["141.101.64.0", "141.101.127.255"], ["141.101.63.255", "141.101.128.0"]],
    ["2606:4700::/32", ["2606:4700::", "2606:4700:ffff::"], ["2606:46ff::", "2606:4701::"]],
    ["108.162.192.0/18", ["108.162.192.0", "108.162.255.255"], ["108.162.191.255", "108.163.0.0"]],
    ["173.245.48.0/20", ["173.245.48.0", "173.245.63.255"], ["173.245.47.255", "173.245.64.0"]],
    ["190.93.240.0/20", ["190.93.240.0", "190.93.255.255"], ["190.93.239.255", "190.94.0.0"]],
    ["197.234.240.0/22", ["197.234.240.0", "197.234.243.255"], ["197.234.239.255", "197.234.244.0"]],
    ["198.41.128.0/17", ["198.41.128.0", "198.41.255.255"], ["198.41.127.255", "198.42.0.0"]],
    ["103.21.244.0/22", ["103.21.244.0", "103.21.247.255"], ["103.21.243.255", "103.21.248.0"]],
    ["103.22.200.0/22", ["103.22.200.0", "103.22.203.255"], ["103.22.199.255", "103.22.204.0"]],
    ["103.31.4.0/22", ["103.31.4.0", "103.31.7.255"], ["103.31.3.255", "103.31.8.0"]],
    ["131.0.72.0/22", ["131.0.72.0", "131.0.75.255"], ["131.0.71.255", "131.0.76.0"]],
    ["2a06:98c0::/29", ["2a06:98c0::1", "2a06:98c7:ffff::"], ["2a06:98bf::", "2a06:98c8::"]],
    ["2803:f800::/32", ["2803:f800::", "2803:f800:ffff::"], ["2803:f7ff::", "2803:f801::"]],
    ["2405:b500::/32", ["2405:b500::", "2405:b500:ffff::"], ["2405:b4ff::", "2405:b501::"]],
    ["2405:8100::/32", ["2405:8100::", "2405:8100:ffff::"], ["2405:80ff::", "2405:8101::"]],
    ["2c0f:f248::/32", ["2c0f:f248::", "2c0f:f248:ffff::"], ["2c0f:f247::", "2c0f:f249::"]],
    ["2400:cb00::/32", ["2400:cb00::", "2400:CB00:FFFF::"], ["2400:caff::", "2400:cb01::"]],
  ])("%s", (_, inside, outside) => {
    expect(inside.map(isProxy)).toEqual([true, true]);
    expect(outside.map(isProxy)).toEqual([false, false]);
  });
});

describe("a name exists without any record, where a proxy hides the CNAME", () => {
  const BESIDE = wildcardName(KEY.name, D);
  const beside = (one: DnsAnswer, other: DnsAnswer = one) =>
    observed(BESIDE, "CNAME", { [CF1]: one, [CF2]: other });
  const detect = (known: readonly Observation[], record: ExpectedRecord = KEY) => {
    const context = contextOf([record], known);
    return provenToExist(examinedIn(context), context);
  };

  it("which a nonexistent name beside it shows", () => {
    expect(detect([atCloudflare(ABSENT), beside(GONE)])).toEqual(
      blockingOn(KEY, "CNAME_PROXIED", {
        seen: [],
        cause: {
          key: "finding.cname-proxied-without-data",
          values: { name: KEY.name, host: "Cloudflare" },
        },
        edits: [unproxied],
        notes: [clicks],
        after: cachedFor(60),
        evidence: [evidenceOf(KEY, SHOWS_NONE, CF1)],
      }),
    );
  });

  it.each<[boolean, string, readonly Observation[]]>([
    [true, "one server says both", [atCloudflare(failed(), ABSENT), beside(GONE, failed())]],
    [false, "the name does not exist", [atCloudflare(GONE), beside(GONE)]],
    [false, "the name does not exist at one server", [atCloudflare(ABSENT, GONE), beside(GONE)]],
    [false, "no name is said not to exist", [atCloudflare(ABSENT), beside(ABSENT)]],
    [false, "the name beside it has a wildcard", [atCloudflare(ABSENT), beside(held("x.example"))]],
    [false, "the name beside it is unknown", [atCloudflare(ABSENT), beside(failed())]],
    [false, "no name beside it was asked for", [atCloudflare(ABSENT)]],
    [false, "the name has a CNAME", [atCloudflare(held("x.example"), ABSENT), beside(GONE)]],
    [false, "the name gives no answer", [atCloudflare(failed()), beside(GONE)]],
    [false, "the DNS host is unknown", [seenAt(KEY, ABSENT), beside(GONE)]],
    [false, "the DNS host has no proxy", [seenAt(KEY, { [GD1]: ABSENT, [GD2]: ABSENT }), beside(GONE)]],
  ])("%s: %s", (expected, _, known) => {
    expect(detect(known)?.code).toBe(expected ? "CNAME_PROXIED" : undefined);
  });

  it("but only a CNAME can be hidden", () => {
    const record: ExpectedRecord = { ...KEY, type: "TXT", values: ["p=abc"] };
    const text = seenAt(record, { [CF1]: ABSENT, [CF2]: ABSENT });
    expect(detect([text, atCloudflare(ABSENT), beside(GONE)], record)).toBeUndefined();
  });
});
