import { createVerify, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type ApplyLink, applyUrl, signedQuery } from "#core/domain-connect/apply-link";
import { publicKeyIn, publicKeyTexts } from "#core/domain-connect/public-key";

const LINK: ApplyLink = {
  urlSyncUX: "https://dns.host.example/",
  providerId: "platform.example",
  serviceId: "sending-domain",
  domain: "customer.example",
  host: "news",
  groups: ["dkim", "mailfrom"],
  variables: { t2: "def", t1: "abc" },
  redirectUri: "https://setup.platform.example/published",
  state: "s-1",
};

describe("the query of a link", () => {
  it("has its parameters in the order of their names", () => {
    expect(signedQuery(LINK)).toBe(
      "domain=customer.example&groupId=dkim%2Cmailfrom&host=news&redirect_uri=https%3A%2F%2Fsetup.platform.example%2Fpublished&state=s-1&t1=abc&t2=def",
    );
  });

  it("names no host for records at the domain itself", () => {
    const { host: _, ...link } = LINK;
    expect(signedQuery(link)).toBe(signedQuery(LINK).replace("&host=news", ""));
  });

  it("is signed without key and signature, which come last", () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const signature = sign("sha256", Buffer.from(signedQuery(LINK)), privateKey).toString("base64");
    const url = new URL(applyUrl(LINK, { key: "_dck1", signature }));
    expect(url.pathname).toBe("/v2/domainTemplates/providers/platform.example/services/sending-domain/apply");
    expect([...url.searchParams.keys()].slice(-2)).toEqual(["key", "sig"]);
    const sent = url.search.slice(1).replace(/&key=.*$/, "");
    const verify = createVerify("sha256").update(sent);
    expect(verify.verify(publicKey, url.searchParams.get("sig") ?? "", "base64")).toBe(true);
  });
});

describe("a public key", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");

  it("fits into TXT records of one string each, in any order", () => {
    const texts = publicKeyTexts(key);
    expect(texts.every((text) => text.length <= 255)).toBe(true);
    expect(publicKeyIn([...texts].reverse())).toBe(key);
  });

  it.each([
    ["a piece is missing", (texts: readonly string[]) => texts.slice(1)],
    ["a piece is there twice", (texts: readonly string[]) => [...texts, ...texts.slice(0, 1)]],
    ["another text is among them", (texts: readonly string[]) => [...texts, "v=spf1 -all"]],
    ["there is none", () => []],
  ])("is not read if %s", (_, change) => {
    expect(publicKeyIn(change(publicKeyTexts(key)))).toBeUndefined();
  });
});
