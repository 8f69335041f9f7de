import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { domainConnectDirectory, placeOf } from "#adapters/domain-connect/provider-directory";
import type { DnsResolver, DnsSession, Question } from "#core/dns/observation";

const ZONE = "customer.example";
const LOOPBACK = ["127.0.0.0/8"];

type Records = Readonly<Record<string, readonly string[]>>;

/** Makes a resolver with these records, by "TYPE name"; `asked` collects the queries. */
function resolverOf(records: Records, asked: string[] = []): DnsResolver {
  const answer = ({ name, type }: Question) => {
    asked.push(`${type} ${name}`);
    const values = records[`${type} ${name}`];
    return values === undefined
      ? ({ kind: "absent", nxdomain: true, negativeTtl: 60 } as const)
      : ({ kind: "records", values, ttl: 60 } as const);
  };
  const session = {
    ask: async (questions: readonly Question[]) =>
      questions.map((question) => ({
        ...{ name: question.name, type: question.type, nameServers: [], aliases: [], authoritative: [] },
        recursive: [{ server: "r", address: "192.0.2.53", answer: answer(question) }],
        zoneExists: "yes" as const,
      })),
    queries: () => asked.length,
    end: () => undefined,
  };
  return { open: () => session };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function startProvider(answer: Answer) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

function findThrough(resolver: DnsResolver, allowedRanges: readonly string[] = LOOPBACK) {
  return domainConnectDirectory({ resolver, allowedRanges, providerId: "platform.example" }).find(ZONE);
}

function find(records: Records, allowedRanges?: readonly string[]) {
  return findThrough(resolverOf(records), allowedRanges);
}

const HERE: Records = { "A connect.host.example": ["127.0.0.1"] };
const text = (port: number, path = "") => ({
  [`TXT _domainconnect.${ZONE}`]: [`connect.host.example:${port}${path}`],
});

/** Answers with settings and template as the specification requires. */
function honest(port: () => number, change: Readonly<Record<string, unknown>> = {}): Answer {
  return (request, response) => {
    const settings = {
      providerId: "host.example",
      providerName: "Cloudflare",
      urlSyncUX: "https://dns.host.example/connect",
      urlAPI: `http://connect.host.example:${port()}/api`,
      ...change,
    };
    response.end(request.url?.endsWith("/settings") ? JSON.stringify(settings) : "");
  };
}

async function findAt(change: Readonly<Record<string, unknown>> = {}) {
  let port = 0;
  const provider = await startProvider(honest(() => port, change));
  port = provider.port;
  return { found: await find({ ...HERE, ...text(port) }), requests: provider.requests };
}

describe("a provider", () => {
  it("is found by the TXT record, its settings and the template", async () => {
    const { found, requests } = await findAt();
    expect(found).toEqual({ name: "dns.host.example", urlSyncUX: "https://dns.host.example/connect" });
    expect(requests.map((one) => one.replace(/:\d+/, ""))).toEqual([
      `connect.host.example /v2/${ZONE}/settings`,
      "connect.host.example /api/v2/domainTemplates/providers/platform.example/services/sending-domain",
    ]);
  });

  it("is named after the host of its address, not as it names itself", async () => {
    const { found } = await findAt({ urlSyncUX: "https://dash.cloudflare.com/connect" });
    expect(found?.name).toBe("Cloudflare");
    expect((await findAt({ urlSyncUX: "https://cloudflare.com.host.example" })).found?.name).toBe(
      "cloudflare.com.host.example",
    );
    expect((await findAt({ urlSyncUX: "https://clоudflare.com" })).found?.name).toMatch(/^xn--/);
  });

  it("may lead to plain HTTP in the ranges that the deployer allows", async () => {
    expect((await findAt({ urlSyncUX: "http://127.0.0.1:8080/connect/" })).found).toEqual({
      ...{ name: "127.0.0.1", urlSyncUX: "http://127.0.0.1:8080/connect" },
    });
    expect((await findAt({ urlSyncUX: "http://192.0.2.1:8080/connect/" })).found).toBeUndefined();
  });

  it.each([
    ["javascript:alert(1)"],
    ["data:text/html,x"],
    ["http://dns.host.example"],
    ["https://user:word@dns.host.example"],
    ["https://dns.host.example:8443"],
    ["https://127.0.0.1"],
    ["https://localhost"],
    ["https://dns.host.example/?next=x"],
    ["https://dns.host.example/#x"],
    ["//dns.host.example"],
  ])("that leads to %s is none", async (urlSyncUX) => {
    expect((await findAt({ urlSyncUX })).found).toBeUndefined();
  });

  it.each([["http://169.254.169.254"], ["https://10.0.0.1"], ["ftp://connect.host.example"], ["x"]])(
    "whose API is at %s is none",
    async (urlAPI) => {
      expect((await findAt({ urlAPI })).found).toBeUndefined();
    },
  );
});

describe("the place of an API", () => {
  const host = "connect.host.example";

  it.each([
    ["https://connect.host.example", { host, path: "" }],
    ["https://connect.host.example/api/", { host, path: "/api" }],
    ["http://Connect.Host.example:8080/api", { host, port: 8080, path: "/api" }],
  ])("is read without its scheme: %s", (address, place) => {
    expect(placeOf(address)).toEqual(place);
  });

  it.each([
    ["ftp://connect.host.example/api"],
    ["https://127.0.0.1/api"],
    ["https://localhost/api"],
    ["https://anna@connect.host.example/api"],
    ["https://:word@connect.host.example/api"],
    ["https://connect.host.example/api?key=1"],
    ["connect.host.example"],
  ])("is none for %s", (address) => {
    expect(placeOf(address)).toBeUndefined();
  });
});

describe("the question about a zone's provider", () => {
  /** Asks through a session that sees nothing or fails, and counts how often it was ended. */
  const asking = async (ask: DnsSession["ask"]) => {
    let ended = 0;
    const end = () => {
      ended += 1;
    };
    const session = { ...resolverOf({}).open(), ask, end };
    const [outcome] = await Promise.allSettled([findThrough({ open: () => session })]);
    return { outcome, ended };
  };

  it("finds none if DNS was not observed, and ends its session", async () => {
    expect(await asking(async () => [])).toEqual({
      ...{ outcome: { status: "fulfilled", value: undefined }, ended: 1 },
    });
  });

  it("ends its session if DNS fails, too", async () => {
    const reason = new Error("No socket is left");
    expect(await asking(() => Promise.reject(reason))).toEqual({
      ...{ outcome: { status: "rejected", reason }, ended: 1 },
    });
  });
});

describe("an answer of a stranger means no provider", () => {
  const answered = async (answer: Answer) => {
    const { port, requests } = await startProvider(answer);
    return { found: await find({ ...HERE, ...text(port) }), requests };
  };

  it.each<[string, Answer]>([
    ["404", (_, response) => void response.writeHead(404).end("{}")],
    ["500", (_, response) => void response.writeHead(500).end("{}")],
    ["no JSON", (_, response) => void response.end("<html>")],
    ["JSON of another shape", (_, response) => void response.end('{"providerId": 7}')],
    ["too much", (_, response) => void response.end(JSON.stringify({ x: "x".repeat(70_000) }))],
    ["a broken connection", (request) => void request.socket.destroy()],
  ])("for %s", async (_, answer) => {
    expect((await answered(answer)).found).toBeUndefined();
  });

  it("for a redirect, which is not followed", async () => {
    const { found, requests } = await answered((_, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect(found).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it("for one that never ends", async () => {
    const { found } = await answered((_, response) => void response.write("{"));
    expect(found).toBeUndefined();
  });
});

describe("an address that may not be asked", () => {
  it.each([["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["192.168.1.1"], ["100.64.0.1"]])(
    "is not asked without the deployer's word: %s",
    async (address) => {
      const { port, requests } = await startProvider((_, response) => void response.end("{}"));
      const records = { "A connect.host.example": [address], ...text(port) };
      expect(await find(records, [])).toBeUndefined();
      expect(requests).toEqual([]);
    },
  );

  it("is not asked beside a public one", async () => {
    const { port, requests } = await startProvider((_, response) => void response.end("{}"));
    const records = { "A connect.host.example": ["127.0.0.1", "10.0.0.1"], ...text(port) };
    expect(await find(records)).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it("is checked and connected to from one DNS answer: each request asks for the name once", async () => {
    const asked: string[] = [];
    const { port } = await startProvider((_, response) => void response.end("{}"));
    const resolver = resolverOf({ ...HERE, ...text(port) }, asked);
    await findThrough(resolver);
    expect(asked.filter((one) => one === "A connect.host.example")).toHaveLength(1);
  });
});
