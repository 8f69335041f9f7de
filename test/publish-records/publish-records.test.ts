import { createVerify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { DOMAIN, placeOf, publicKey, startWorld } from "./publish-world.ts";

describe("the button", () => {
  it("leads to the provider's consent page by a signed link, with the groups that are missing", async () => {
    const { publish, token } = await startWorld();
    const answer = await publish();
    expect(answer.statusCode).toBe(303);
    const url = new URL(placeOf(answer));
    expect(`${url.origin}${url.pathname}`).toBe(
      "https://dns.host.example/connect/v2/domainTemplates/providers/platform.example/services/sending-domain/apply",
    );
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({
      ...{ domain: DOMAIN, groupId: "dkim,mailfrom,dmarc", key: "_dck1", t1: "a".repeat(32) },
      redirect_uri: "https://setup.platform.example/setup/published",
    });
    const verify = createVerify("sha256").update(url.search.slice(1).replace(/&key=.*$/, ""));
    expect(verify.verify(publicKey, query["sig"] ?? "", "base64")).toBe(true);
    expect(placeOf(answer)).not.toContain(token);
  });

  it("leaves DMARC out where the person does not want it", async () => {
    const { publish } = await startWorld();
    expect(new URL(placeOf(await publish(""))).searchParams.get("groupId")).toBe("dkim,mailfrom");
  });

  it("signs nothing if the DNS has changed since the page was shown", async () => {
    const old = { name: `email.${DOMAIN}`, type: "MX", value: "10 mail.old.example", ttl: 300 };
    const { publish, signed, token, read } = await startWorld({ records: [old] });
    expect(placeOf(await publish())).toBe(`../${token}?done=publish-closed`);
    expect(signed).toEqual([]);
    expect((await read()).publication).toMatchObject({ isOffered: false, because: "in-use", name: old.name });
  });

  it.each([
    ["publish-closed", { hasProvider: false }],
    ["publish-closed", { isOn: false }],
    ["nothing-to-do", { said: { status: "ready" } }],
  ] as const)("leads back, %s, with %j", async (done, options) => {
    const { publish, signed, token } = await startWorld(options);
    expect(placeOf(await publish())).toBe(`../${token}?done=${done}`);
    expect(signed).toEqual([]);
  });

  it("does not leave the page after ten clicks in an hour, and makes no query", async () => {
    const { publish, signed, token } = await startWorld();
    for (let click = 0; click < 10; click += 1) expect(placeOf(await publish())).toContain("/apply?");
    expect(placeOf(await publish())).toBe(`../${token}?done=publish-often`);
    expect(signed).toHaveLength(10);
  });

  it("does nothing for a link that is not valid", async () => {
    const { publish, signed } = await startWorld();
    expect((await publish("", "nonsense")).statusCode).toBe(404);
    expect(signed).toEqual([]);
  });
});

describe("the way back", () => {
  it("asks for a check, whatever the parameters say", async () => {
    const { publish, comeBack, token, woken, read } = await startWorld();
    const [cookie = ""] = (await publish()).cookies ?? [];
    expect(cookie).toMatch(/; Path=\/setup\/published; HttpOnly; SameSite=Lax; Secure$/);
    const cookies = [cookie.split(";")[0] ?? ""];
    expect(placeOf(await comeBack({ cookies, query: { state: "another" } }))).toBe(
      `./${token}?done=published`,
    );
    expect(woken).toEqual(["TASK-TOKEN"]);
    expect((await read()).signals.count).toBe(1);
  });

  it.each([
    ["publish-cancelled", { error: "access_denied", error_description: "user_cancel" }],
    ["publish-failed", { error: "server_error" }],
  ])("says %s", async (done, query) => {
    const { comeBack, token } = await startWorld();
    expect(placeOf(await comeBack({ cookies: [`setup=${token}`], query }))).toBe(`./${token}?done=${done}`);
  });

  it.each([
    ["de", "&lang=de"],
    ["xx", ""],
  ])("keeps the language %s of the page if it is one of ours", async (tag, query) => {
    const { comeBack, token } = await startWorld();
    expect(placeOf(await comeBack({ cookies: [`setup=${token}/${tag}`] }))).toBe(
      `./${token}?done=published${query}`,
    );
  });

  it("opens no page without the cookie, or with a forged one", async () => {
    const { comeBack, woken } = await startWorld();
    expect((await comeBack({})).statusCode).toBe(200);
    expect((await comeBack({ cookies: ["setup=onb_forged"] })).statusCode).toBe(404);
    expect(woken).toEqual([]);
  });
});

it("keeps the time of its check", async () => {
  const { publish, read } = await startWorld();
  await publish();
  expect((await read()).publication).toMatchObject({
    at: BEGUN_AT + 60_000,
    isOffered: true,
    hasDmarc: true,
  });
});
