import { describe, expect, it } from "vitest";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { checkPublication } from "#core/publication/check";
import { type RecordSource, requiredRecords } from "#core/records/required-records";
import { TOKENS, ZONE } from "../../../infra/bench/one-click/generated-zone.ts";
import { type ServedZone, zoneSession } from "../../../infra/bench/one-click/zone-session.ts";

const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};
const [token] = TOKENS;

function record(name: string, type: string, value = "something"): ZoneRecord {
  return { name, type, value, ttl: 300 };
}

const APEX = [record(ZONE, "A", "192.0.2.10"), record(ZONE, "MX", `10 mail.${ZONE}`)];
const KEYS = TOKENS.map((one) => record(`${one}._domainkey.${ZONE}`, "CNAME", `${one}.dkim.amazonses.com`));
const MX = record(`email.${ZONE}`, "MX", "10 feedback-smtp.eu-west-1.amazonses.com");
const SPF = record(`email.${ZONE}`, "TXT", "v=spf1 include:amazonses.com ~all");

function check(
  records: readonly ZoneRecord[],
  served: Partial<ServedZone> = {},
  identity = ZONE,
  change: Partial<RecordSource> = {},
) {
  const zone = {
    zone: ZONE,
    servers: [[...APEX, ...records]],
    servesBoth: false,
    isLastSilent: false,
    ...served,
  };
  const required = requiredRecords({
    ...{ identity, mailFrom: `email.${identity}`, dkimTokens: TOKENS, region: service.region },
    ...{ signingHostedZone: service.signingZone, ...change },
  });
  return checkPublication({ identity, records: required, service }, zoneSession(zone));
}

describe("records are offered", () => {
  it("with DMARC, if nothing is at any of the names", async () => {
    expect(await check([])).toEqual({ state: "offered", zone: ZONE, groups: ["dkim", "mailfrom", "dmarc"] });
  });

  it("below the top of the zone", async () => {
    expect(await check([], {}, `news.${ZONE}`)).toMatchObject({ state: "offered", zone: ZONE });
  });

  it("with the label of the MAIL FROM domain that the deployment chose", async () => {
    const records = requiredRecords({
      ...{ identity: ZONE, mailFrom: `bounce.${ZONE}`, dkimTokens: TOKENS, region: service.region },
      signingHostedZone: service.signingZone,
    });
    const zone = { zone: ZONE, servers: [APEX], servesBoth: false, isLastSilent: false };
    const asked = (mailFromLabel: string) =>
      checkPublication(
        { identity: ZONE, records, service: { ...service, mailFromLabel } },
        zoneSession(zone),
      );
    expect((await asked("bounce")).state).toBe("offered");
    expect(await asked("email")).toMatchObject({ because: "not-in-template", name: `bounce.${ZONE}` });
  });

  it("without the groups that are right already", async () => {
    expect(await check(KEYS)).toMatchObject({ groups: ["mailfrom", "dmarc"] });
    expect(await check([...KEYS.slice(1), MX, SPF])).toMatchObject({ groups: ["dkim", "dmarc"] });
  });

  it("beside other keys of the domain", async () => {
    expect(await check([record(`other._domainkey.${ZONE}`, "TXT")])).toMatchObject({ state: "offered" });
  });

  it("without DMARC where a policy exists, here or at the organizational domain", async () => {
    const policy = (at: string) => record(`_dmarc.${at}`, "TXT", "v=DMARC1; p=reject");
    expect(await check([policy(ZONE)])).toMatchObject({ groups: ["dkim", "mailfrom"] });
    expect(await check([policy(ZONE)], {}, `news.${ZONE}`)).toMatchObject({ groups: ["dkim", "mailfrom"] });
  });

  it("without DMARC where another text is at its name", async () => {
    expect(await check([record(`_dmarc.${ZONE}`, "TXT", "v=DMARC1 p=reject")])).toMatchObject({
      groups: ["dkim", "mailfrom"],
    });
  });

  it("with DMARC alone, once the required records are right", async () => {
    expect(await check([...KEYS, MX, SPF])).toMatchObject({ groups: ["dmarc"] });
  });
});

describe("records are refused", () => {
  it.each(["A", "AAAA", "CNAME", "MX", "TXT", "SRV", "CAA"])(
    "if %s is at a name to be written",
    async (type) => {
      expect(await check([record(`email.${ZONE}`, type)])).toMatchObject({
        because: "in-use",
        name: `email.${ZONE}`,
      });
      const key = `${token}._domainkey.${ZONE}`;
      expect(await check([record(key, type)])).toMatchObject({ because: "in-use", name: key });
    },
  );

  it("if a record is below a name to be written", async () => {
    expect(await check([record(`x.email.${ZONE}`, "A")])).toMatchObject({ because: "in-use" });
  });

  it("if a right MX would change its preference, or a right SPF record its end", async () => {
    expect(await check([{ ...MX, value: MX.value.replace("10", "5") }])).toMatchObject({ because: "in-use" });
    expect(await check([{ ...SPF, value: SPF.value.replace("~all", "-all") }])).toMatchObject({
      because: "in-use",
    });
  });

  it.each([`*.${ZONE}`, `*._domainkey.${ZONE}`])("if the wildcard %s answers there", async (name) => {
    const covered = `${token}._domainkey.${ZONE}`;
    for (const type of ["TXT", "CNAME", "CAA"]) {
      expect(await check([record(name, type)])).toMatchObject({ because: "wildcard", name: covered });
    }
  });

  it.each([false, true])("if a name is delegated, to the same servers: %s", async (servesBoth) => {
    const cut = (name: string) => check([record(name, "NS", "ns.other.example")], { servesBoth });
    expect(await cut(`_domainkey.${ZONE}`)).toMatchObject({ because: "several-zones" });
    expect(await cut(`email.${ZONE}`)).toMatchObject({ state: "refused" });
    // The result is the same if only records in the delegated zone are missing.
    const rest = [MX, SPF, record(`_dmarc.${ZONE}`, "TXT", "v=DMARC1; p=none")];
    const keysCut = record(`_domainkey.${ZONE}`, "NS", "ns.other.example");
    expect(await check([...rest, keysCut], { servesBoth })).toMatchObject({ because: "several-zones" });
  });

  it("if the servers differ", async () => {
    const servers = [APEX, [...APEX, record(`email.${ZONE}`, "A")]];
    expect(await check([], { servers })).toMatchObject({ because: "servers-differ" });
  });

  it("if one server does not answer", async () => {
    expect(await check([], { servers: [APEX, APEX], isLastSilent: true })).toMatchObject({
      because: "unknown",
    });
  });

  it("if nothing is left to publish", async () => {
    const policy = record(`_dmarc.${ZONE}`, "TXT", "v=DMARC1; p=none");
    expect(await check([...KEYS, MX, SPF, policy])).toEqual({ state: "refused", because: "nothing-to-do" });
  });

  it.each([
    ["there are two DKIM tokens", TOKENS.slice(1)],
    ["there are four DKIM tokens", [...TOKENS, "defghijklmnopqrs"]],
    ["a DKIM token is not safe as a label", ["not_safe", ...TOKENS.slice(1)]],
  ])("if %s", async (_what, dkimTokens) => {
    expect(await check([], {}, ZONE, { dkimTokens })).toEqual({
      ...{ state: "refused", because: "not-in-template", name: `${dkimTokens[0]}._domainkey.${ZONE}` },
    });
  });

  it("if the template has no such MAIL FROM domain", async () => {
    expect(await check([], {}, ZONE, { mailFrom: `bounce.${ZONE}` })).toEqual({
      state: "refused",
      because: "not-in-template",
      name: `bounce.${ZONE}`,
    });
  });
});
