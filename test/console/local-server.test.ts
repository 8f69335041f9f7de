import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ConsoleRequest,
  type ConsoleServer,
  startConsoleServer,
} from "../../infra/console/local-server.ts";

let server: ConsoleServer;
let forwarded: ConsoleRequest[];

beforeEach(async () => {
  forwarded = [];
  server = await startConsoleServer(0, async (one) => {
    forwarded.push(one);
    return { status: 200, headers: { "content-type": "text/html" }, body: "a page" };
  });
});

afterEach(() => server.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** fetch sets the Host header itself, so the request is sent with node:http. */
function ask(path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request(new URL(path, server.url), { method, headers }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      });
      sent.on("error", reject).end(body);
    },
  );
}

async function enter(): Promise<string> {
  const { headers } = await ask(server.url);
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}

describe("the address", () => {
  it("is exchanged once for a cookie that no other site sends and no script reads", async () => {
    const { status, headers } = await ask(server.url);
    expect([status, headers["location"]]).toEqual([303, "/console"]);
    expect(String(headers["set-cookie"])).toMatch(
      /^sendworthy-console-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await ask(server.url)).status).toBe(403);
  });

  it("leaves another console on this machine open: a cookie applies to all ports", async () => {
    const other = await startConsoleServer(0, async () => ({ status: 200, headers: {}, body: "another" }));
    const name = async (url: string) => String((await ask(url)).headers["set-cookie"]).split("=")[0];
    expect(await name(server.url)).not.toBe(await name(other.url));
    await other.stop();
  });

  it("is on this machine alone", () => {
    expect(new URL(server.url).hostname).toBe("127.0.0.1");
  });

  it("can't be guessed, and a wrong guess does not use it up", async () => {
    expect((await ask("/?token=x")).status).toBe(403);
    expect((await ask(server.url)).status).toBe(303);
  });
});

describe("a request", () => {
  it("is forwarded to the console with the cookie", async () => {
    const cookie = await enter();
    expect((await ask("/console/onboardings?q=a%20b", { headers: { cookie } })).body).toBe("a page");
    expect(forwarded).toMatchObject([{ method: "GET", target: "/onboardings?q=a%20b" }]);
  });

  it.each<[string, (cookie: string) => string]>([
    ["without a cookie", () => ""],
    ["with a wrong cookie", (cookie) => cookie.replace(/=.*/, "=x")],
    ["with a cookie of another name", (cookie) => cookie.replace(/^.*=/, "other=")],
    ["with the cookie of another console", (cookie) => cookie.replace(/\d+=/, "1=")],
  ])("%s does not", async (_, cookieFrom) => {
    const cookie = cookieFrom(await enter());
    expect((await ask("/console", { headers: { cookie } })).status).toBe(401);
    expect(forwarded).toEqual([]);
  });

  it.each([
    "attacker.example",
    "attacker.example:80",
    "127.0.0.1",
    "localhost:1",
    "127.0.0.1.attacker.example",
  ])("for the host %s is refused, even with the cookie: a stranger's name leads here", async (host) => {
    const cookie = await enter();
    expect((await ask("/console", { headers: { cookie, host } })).status).toBe(421);
    expect(forwarded).toEqual([]);
  });

  it("to an address outside the console is not forwarded", async () => {
    const cookie = await enter();
    const { status, headers } = await ask("/onboardings", { headers: { cookie } });
    expect([status, headers["location"]]).toEqual([303, "/console"]);
    expect((await ask("/console", { method: "DELETE", headers: { cookie } })).status).toBe(405);
    expect(forwarded).toEqual([]);
  });
});

describe("a form", () => {
  async function post(headers: Record<string, string>, csrf: (token: string) => string) {
    const cookie = await enter();
    await ask("/console", { headers: { cookie } });
    const body = new URLSearchParams({ csrf: csrf(forwarded[0]?.csrf ?? ""), because: "b" }).toString();
    const sent = { "content-type": "application/x-www-form-urlencoded", cookie, ...headers };
    return ask("/console/onboardings/onb_1/cancel", { method: "POST", headers: sent, body });
  }

  it("of our page is forwarded", async () => {
    const { origin } = new URL(server.url);
    expect((await post({ origin }, (token) => token)).status).toBe(200);
    expect(forwarded[1]).toMatchObject({ method: "POST", target: "/onboardings/onb_1/cancel" });
  });

  it("without the page's token is not", async () => {
    expect((await post({}, () => "")).status).toBe(403);
    expect(forwarded).toHaveLength(1);
  });

  it("of another site is not, even with the token", async () => {
    expect((await post({ origin: "https://attacker.example" }, (token) => token)).status).toBe(403);
    expect(forwarded).toHaveLength(1);
  });
});

it("says in one line that the console's function can't be reached", async () => {
  await server.stop();
  server = await startConsoleServer(0, async () => {
    throw new Error("no connection");
  });
  const cookie = await enter();
  expect(await ask("/console", { headers: { cookie } })).toMatchObject({ status: 502 });
});
