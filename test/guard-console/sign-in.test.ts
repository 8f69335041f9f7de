import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { csrfOf, guardWorld, HOST } from "./guard-world.ts";

describe("a sign-in", () => {
  it("asks the provider for a code, with PKCE, state and nonce, and for an answer at the one address", async () => {
    const { browser, provider } = await guardWorld();
    const { statusCode, headers, cookies } = await browser().get("/console/sign-in");
    const { origin, pathname, searchParams } = new URL(String(headers?.["location"]));
    expect([statusCode, origin + pathname]).toEqual([303, `${provider.issuer}/authorize`]);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: "console",
      response_type: "code",
      redirect_uri: `https://${HOST}/console/callback`,
      scope: "openid email",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-sendworthy-sign-in=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
      ),
    ]);
  });

  it("exchanges the code with the verifier and the client secret, and leads to the console", async () => {
    const { browser, provider } = await guardWorld();
    const visitor = browser();
    const asked = await visitor.begin();
    provider.claims = { nonce: asked.get("nonce"), groups: ["sre"] };
    const answer = await visitor.get(`/console/callback?code=c&state=${asked.get("state")}`);
    expect([answer.statusCode, answer.headers?.["location"]]).toEqual([303, "/console"]);
    const [sent] = provider.asked;
    expect(sent).toMatchObject({ grant_type: "authorization_code", code: "c" });
    expect(sent?.["redirect_uri"]).toBe(`https://${HOST}/console/callback`);
    expect(sent?.["authorization"]).toMatch(/^Basic /);
    const challenge = createHash("sha256")
      .update(sent?.["code_verifier"] ?? "")
      .digest("base64url");
    expect(challenge).toBe(asked.get("code_challenge"));
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-sendworthy-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^__Host-sendworthy-sign-in=; .*Max-Age=0$/),
    ]);
  });

  it("keeps the hash of the session's secret, never the secret", async () => {
    const { browser, table } = await guardWorld();
    const visitor = browser();
    await visitor.signIn("sre");
    const secret = visitor.cookies.get("__Host-sendworthy-session") ?? "";
    const kept = table.items().find(({ pk }) => pk.startsWith("session#"));
    expect(kept?.pk).toBe(`session#${createHash("sha256").update(secret).digest("hex")}`);
    expect(JSON.stringify(table.items())).not.toContain(secret);
    expect(kept?.["forgetAt"]).toEqual(expect.any(Number));
  });

  it("writes nothing until the provider's answer comes", async () => {
    const { browser, table } = await guardWorld();
    await browser().begin();
    await browser().get("/console");
    expect(table.items()).toEqual([]);
  });

  it("says that the provider gives no answer, and signs nobody in", async () => {
    const { browser, provider } = await guardWorld();
    provider.metadata = { issuer: "https://elsewhere.example" };
    const { statusCode, body } = await browser().get("/console/sign-in");
    expect([statusCode, String(body).includes("gives no answer")]).toEqual([503, true]);
  });
});

describe("a person who signed in", () => {
  it.each([
    ["staff", "viewer"],
    ["help-desk", "support"],
    ["sre", "operator"],
  ])("in the group %s is shown the console as %s, under their own name", async (group, role) => {
    const { browser, shown } = await guardWorld();
    const visitor = browser();
    await visitor.signIn("others", group);
    expect(await visitor.get("/console/onboardings?status=held")).toMatchObject({
      statusCode: 200,
      body: "the page",
    });
    expect(shown[0]).toMatchObject({
      routeKey: "GET /operators/console/{page+}",
      pathParameters: { page: "onboardings" },
      queryStringParameters: { status: "held" },
      headers: { "x-console-name": "anna@platform.example", "x-console-role": role },
      requestContext: { authorizer: { iam: { userArn: "oidc:anna-1 anna@platform.example" } } },
    });
  });

  it.each([[[]], [["others"]]])(
    "in the groups %j is refused, and gets no session",
    async (groups: string[]) => {
      const { browser, table } = await guardWorld();
      const visitor = browser();
      const { statusCode, body } = await visitor.signIn(...groups);
      expect([statusCode, String(body).includes("You have no role here")]).toEqual([403, true]);
      expect(visitor.cookies.has("__Host-sendworthy-session")).toBe(false);
      expect(table.items().filter(({ pk }) => pk.startsWith("session#"))).toEqual([]);
    },
  );

  it("is refused from the moment that their group gives no role any more", async () => {
    const { browser, shown, deps } = await guardWorld();
    const visitor = browser();
    await visitor.signIn("sre");
    const readAccess = deps.readAccess;
    deps.readAccess = async () => ({
      ...(await readAccess()),
      roles: { viewer: [], support: [], operator: [] },
    });
    expect((await visitor.get("/console")).statusCode).toBe(403);
    expect(shown).toEqual([]);
  });

  it("acts with the form of a page, and what they send goes on as it is", async () => {
    const { browser, shown } = await guardWorld();
    const visitor = browser();
    await visitor.signIn("sre");
    await visitor.get("/console");
    const csrf = csrfOf(shown);
    await visitor.post("/console/onboardings/onb_1/cancel", { csrf, because: "a & b" });
    expect(shown[1]).toMatchObject({
      routeKey: "POST /operators/console/{page+}",
      pathParameters: { page: "onboardings/onb_1/cancel" },
      body: new URLSearchParams({ csrf, because: "a & b" }).toString(),
    });
  });

  it("can't set their own name or role by a header", async () => {
    const { browser, shown } = await guardWorld();
    const visitor = browser();
    await visitor.signIn("staff");
    await visitor.get("/console", {
      headers: { "x-console-role": "operator", "x-console-name": "root", "x-console-csrf": "mine" },
    });
    expect(shown[0]?.headers).toMatchObject({
      "x-console-role": "viewer",
      "x-console-name": "anna@platform.example",
    });
    expect(csrfOf(shown)).not.toBe("mine");
  });
});

describe("a page of the sign-in", () => {
  it("runs no script, has no form, and is not cached", async () => {
    const { browser } = await guardWorld();
    const { headers, body } = await browser().get("/console");
    const policy = String(headers?.["content-security-policy"]);
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'none'/,
    );
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
    expect(body).not.toMatch(/<script|<form/);
    expect(body).toContain(`href="https://${HOST}/console/sign-in"`);
  });
});
