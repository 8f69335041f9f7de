import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { domainConnectDirectory } from "#adapters/domain-connect/provider-directory";
import { type ApplyLink, applyUrl, signedQuery } from "#core/domain-connect/apply-link";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import { serviceTemplate, templateVariables } from "#core/publication/service-template";
import { answerAtDnsHost } from "../../../infra/demo/one-click.ts";
import type { Deviation } from "../../../infra/local/domain-connect/deviations.ts";
import { startDnsProvider } from "../../../infra/local/domain-connect/dns-provider.ts";
import { serveZones } from "../../support/zones.ts";

const ZONE = "customer.example";
const TOKENS = ["abc", "def", "ghi"];
const LOOPBACK = "127.0.0.0/8";
const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};
const template = serviceTemplate(service, {
  providerName: "Platform",
  redirectDomain: "setup.platform.example",
});
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
const keys = publicKeyTexts(spki).map((text) => `_dck1 IN TXT "${text}"\n`);

async function startWorld(records = "") {
  const { server, files } = await serveZones({
    [ZONE]: `_domainconnect IN CNAME _domainconnect.dns-host.example.\n${records}`,
    "platform.example": keys.join(""),
  });
  const provider = await startDnsProvider({
    zonesDirectory: files.directory,
    resolverPort: server.port,
    template,
  });
  onTestFinished(() => provider.stop());
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: server.port }],
    port: server.port,
    allowedRanges: [LOOPBACK],
    mayReplaceRoot: true,
  });
  const directory = domainConnectDirectory({
    resolver,
    allowedRanges: [LOOPBACK],
    providerId: "platform.example",
  });
  return {
    provider,
    zoneText: () => readFileSync(files.path(ZONE), "utf8"),
    writeZone: (text: string) => writeFileSync(files.path(ZONE), text),
    find: () => directory.find(ZONE),
  };
}

function linkTo(urlSyncUX: string, said: Partial<ApplyLink> = {}): string {
  const link = {
    ...{ urlSyncUX, providerId: "platform.example", serviceId: "sending-domain", domain: ZONE, state: "s-1" },
    groups: ["dkim", "mailfrom", "dmarc"],
    variables: templateVariables(TOKENS),
    redirectUri: "https://setup.platform.example/setup/published",
    ...said,
  };
  const signature = sign("sha256", Buffer.from(signedQuery(link)), privateKey).toString("base64");
  return applyUrl(link, { key: "_dck1", signature });
}

describe("the local DNS host", () => {
  it("is found by its TXT record, its settings and the template", async () => {
    const { provider, find } = await startWorld();
    expect(await find()).toEqual({ name: "127.0.0.1", urlSyncUX: provider.url });
  });

  it("publishes what a person confirms, in the zone that the local DNS serves", async () => {
    const { provider, zoneText } = await startWorld();
    const { shown, back } = await answerAtDnsHost(linkTo(provider.url), "confirm");
    expect(shown).toContain(`email.${ZONE} MX 10 feedback-smtp.eu-west-1.amazonses.com`);
    expect(back).toBe("https://setup.platform.example/setup/published?state=s-1");
    expect(zoneText()).toContain(`abc._domainkey.${ZONE}. 3600 IN CNAME abc.dkim.amazonses.com.`);
    expect(zoneText()).toContain('"v=spf1 include:amazonses.com ~all"');
  });

  it("changes nothing if the person cancels", async () => {
    const { provider, zoneText } = await startWorld();
    const before = zoneText();
    const { back } = await answerAtDnsHost(linkTo(provider.url), "cancel");
    expect(back).toContain("error=access_denied&error_description=user_cancel");
    expect(zoneText()).toBe(before);
  });

  it("replaces an MX record as the conflict rules say, and shows that before", async () => {
    const { provider, zoneText } = await startWorld("email IN MX 5 mail.old.example.\n");
    const { shown } = await answerAtDnsHost(linkTo(provider.url), "confirm");
    expect(shown).toContain(`email.${ZONE} MX 5 mail.old.example`);
    expect(zoneText()).not.toContain("mail.old.example");
  });

  it("refuses a link that was changed, or that leads back elsewhere", async () => {
    const { provider } = await startWorld();
    const link = linkTo(provider.url);
    const statusOf = async (url: string) => (await fetch(url)).status;
    expect(await statusOf(link.replace(`domain=${ZONE}`, "domain=other.example"))).toBe(403);
    expect(await statusOf(link.replace("t1=abc", "t1=xyz"))).toBe(403);
    expect(await statusOf(link.replace(/&sig=.*$/, ""))).toBe(403);
    expect(await statusOf(linkTo(provider.url, { redirectUri: "https://elsewhere.example/" }))).toBe(403);
  });
});

describe("a DNS host that deviates", () => {
  it.each<Deviation>(["template-unknown", "stale-txt", "slow", "huge", "hostile-json", "private-redirect"])(
    "by %s gets no button",
    async (deviation) => {
      const { provider, find } = await startWorld();
      provider.deviate(deviation);
      expect(await find()).toBeUndefined();
    },
  );

  it("that demands the signature last gets it last", async () => {
    const { provider } = await startWorld();
    provider.deviate("sig-last");
    expect((await fetch(linkTo(provider.url))).status).toBe(200);
  });

  it("that ignores the state sends the person back without it", async () => {
    const { provider } = await startWorld();
    provider.deviate("no-state");
    const { back } = await answerAtDnsHost(linkTo(provider.url), "confirm");
    expect(back).toBe("https://setup.platform.example/setup/published");
  });

  it.each([
    { deviations: [], keys: 3 },
    { deviations: ["ignores-essential"], keys: 0 },
  ] as const)(
    "may take DKIM away with a DMARC record that a person changed: so none is replaced ($deviations)",
    async ({ deviations, keys: left }) => {
      const { provider, zoneText, writeZone } = await startWorld();
      provider.deviate(...deviations);
      await answerAtDnsHost(linkTo(provider.url), "confirm");
      writeZone(zoneText().replace("p=none", "p=reject"));
      await answerAtDnsHost(linkTo(provider.url, { groups: ["dmarc"] }), "confirm");
      expect(zoneText().match(/_domainkey/g) ?? []).toHaveLength(left);
    },
  );

  it("that ignores conflict modes adds a second DMARC record, so the record is offered only where there is none", async () => {
    const { provider, zoneText } = await startWorld('_dmarc IN TXT "v=DMARC1; p=reject"\n');
    provider.deviate("no-conflict-modes");
    await answerAtDnsHost(linkTo(provider.url, { groups: ["dmarc"] }), "confirm");
    expect(zoneText().match(/v=DMARC1/g)).toHaveLength(2);
  });
});
