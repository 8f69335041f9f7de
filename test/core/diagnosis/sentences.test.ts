import { describe, expect, it } from "vitest";
import type { ExaminedRecord } from "#core/diagnosis/model/diagnosis-context";
import { DMARC_NOTES } from "#core/diagnosis/sentences/dmarc";
import { SPF_CAUSES, spfReason } from "#core/diagnosis/sentences/mail-from";
import { clicks, whereToAdd } from "#core/diagnosis/sentences/notes";
import { whoActs } from "#core/diagnosis/sentences/who-acts";
import type { DnsHost } from "#core/dns/hosts/dns-hosts";
import type { SpfReason } from "#core/policies/spf/spf-result";
import type { Actor } from "#core/records/correction";
import { contextOf, examinedIn, KEY, seenAt } from "./detectors/observed-context.ts";
import { ABSENT, D } from "./observed.ts";

const HOST: DnsHost = { name: "Host", nameServers: /host/, addRecord: "Add", hostField: "either" };
const plain = examinedIn(contextOf([KEY], [seenAt(KEY, ABSENT)]));
const at = (nameServers: readonly string[], dnsHost?: DnsHost): ExaminedRecord => ({
  ...plain,
  place: { zone: D, nameServers, host: "x", ...(dnsHost && { dnsHost }) },
});
const named = (key: string, values: object = {}) => ({ key: `finding.${key}`, values });

describe("why SPF does not pass", () => {
  const domain = "x.example";
  it.each<[SpfReason | undefined, object]>([
    [undefined, named("spf-reason.addresses")],
    [{ domain, code: "too-many-lookups", term: "mx" }, named("spf-reason.lookups")],
    [{ domain, code: "too-many-void-lookups", term: "mx" }, named("spf-reason.void")],
    [{ domain, code: "too-many-mx-names", term: "mx" }, named("spf-reason.mx-names")],
    [
      { domain, code: "leads-nowhere", term: "include:y" },
      named("spf-reason.leads-nowhere", { term: "include:y" }),
    ],
    [{ domain, code: "two-records" }, named("spf-reason.two-lines", { domain })],
    [
      { domain, code: "syntax-error", error: { kind: "syntax-error", because: "bad-domain", term: "a:" } },
      named("spf-reason.syntax", { term: "a:", domain }),
    ],
    [
      { domain, code: "no-answer", asked: "y.example", because: "timeout" },
      named("spf-reason.no-answer", { domain: "y.example" }),
    ],
    [{ domain, code: "no-record" }, named("spf-reason.no-line", { domain })],
    [{ domain, code: "malformed-domain" }, named("spf-reason.no-line", { domain })],
  ])("%o", (reason, text) => {
    expect(spfReason(reason)).toEqual(text);
  });
});

describe("where to add a record", () => {
  it.each([
    ["its zone", at([]), named("where.zone", { zone: D })],
    ["its zone, though the host is known", at([], HOST), named("where.zone", { zone: D })],
    ["its first two servers", at(["a", "b", "c"]), named("where.servers", { zone: D, servers: ["a", "b"] })],
    ["its host", at(["a"], HOST), named("where.host", { zone: D, servers: ["a"], host: "Host" })],
  ])("is told by %s", (_, examined, text) => {
    expect(whereToAdd(examined)).toEqual(text);
  });
});

describe("where to click", () => {
  const clicked = (host: string, path: string) => ({ key: "dns-host.clicks", values: { host, path } });
  const full: DnsHost = {
    ...HOST,
    addRecord: "DNS of {zone} > Add to {zone}",
    turnProxyOff: "Proxy of {zone}",
    orAt: { name: "Reseller", addRecord: "Zones > {zone}" },
  };
  it("to add a record", () => {
    expect(clicks("add", at([], full))).toEqual([
      clicked("Host", `DNS of ${D} > Add to ${D}`),
      clicked("Reseller", `Zones > ${D}`),
    ]);
    const { orAt: _, ...alone } = full;
    expect(clicks("add", at([], alone))).toEqual([clicked("Host", `DNS of ${D} > Add to ${D}`)]);
  });

  it("to turn a proxy off", () => {
    expect(clicks("unproxy", at([], full))).toEqual([clicked("Host", `Proxy of ${D}`)]);
  });

  it("is not told of an unknown host, or of a panel without a proxy", () => {
    expect(clicks("add", at(["a"]))).toEqual([]);
    expect(clicks("unproxy", at([], HOST))).toEqual([]);
  });
});

it.each<[Actor, object | undefined]>([
  ["dns-administrator", undefined],
  ["dns-host", named("actor.dns-host", { isKnown: "yes", host: "Host" })],
  ["registrar", named("actor.registrar", { zone: D })],
  ["delegated-zone-operator", named("actor.zone-operator", { zone: D })],
  ["platform-support", named("actor.platform-support")],
  ["time", named("actor.time")],
])("%s acts", (actor, text) => {
  expect(whoActs(actor, D, at([], HOST).place)).toEqual(text);
});

it("a DNS host acts that is not known", () => {
  const other = named("actor.dns-host", { isKnown: "other", host: "" });
  expect(whoActs("dns-host", D, at([]).place)).toEqual(other);
  expect(whoActs("dns-host", D, undefined)).toEqual(other);
});

it("texts name what they tell of", () => {
  expect(SPF_CAUSES.qualified(plain, "?")).toEqual(
    named("spf-include-qualified", { name: KEY.name, sign: "?" }),
  );
  const view = { organizationalDomain: D, state: "found" } as const;
  const rules = "RFC 9989";
  const none = named("note.dmarc-rules-find-none", { rules });
  expect(DMARC_NOTES.applied(rules, view)).toEqual(none);
  expect(DMARC_NOTES.applied(rules, { ...view, at: D })).toEqual(none);
  expect(DMARC_NOTES.applied(rules, { ...view, applied: "none" })).toEqual(none);
  expect(DMARC_NOTES.applied(rules, { ...view, at: D, applied: "none" })).toEqual(
    named("note.dmarc-rules-find", { rules, policy: "p=none", name: `_dmarc.${D}` }),
  );
});
