import { createServer, type RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { guardedGet, requestTo } from "#adapters/domain-connect/guarded-get";
import type { DnsResolver } from "#core/dns/observation";
import { listen } from "../../../infra/local/listen.ts";

const LARGEST = 64 * 1024;
const HERE = ["127.0.0.0/8"];

/** Makes a resolver that knows one list of addresses for every name, and counts the ended sessions. */
function resolverOf(addresses: readonly string[], isAnswered = true) {
  const counts = { ended: 0 };
  const resolver: DnsResolver = {
    open: () => ({
      ask: async (questions) =>
        questions.map(({ name, type }) => {
          const values = addresses.filter((address) => address.includes(":") === (type === "AAAA"));
          const answer = isAnswered
            ? ({ kind: "records", values, ttl: 60 } as const)
            : ({ kind: "unknown", reason: "timeout" } as const);
          const recursive = [{ server: "192.0.2.1", address: "192.0.2.1", answer }];
          return {
            name,
            type,
            nameServers: [],
            authoritative: [],
            recursive,
            aliases: [],
            zoneExists: "yes",
          };
        }),
      queries: () => 0,
      end() {
        counts.ended += 1;
      },
    }),
  };
  return { resolver, counts };
}

/** Starts a server on loopback until the test ends, and returns its port. */
async function serve(answer: RequestListener): Promise<number> {
  const { url, stop } = await listen(createServer(answer), 0, "the host");
  onTestFinished(stop);
  return Number(new URL(url).port);
}

async function getFrom(port: number, allowedRanges: readonly string[] = HERE, addresses = ["127.0.0.1"]) {
  const { resolver, counts } = resolverOf(addresses);
  const answer = await guardedGet({ host: "h.example", port, path: "/v2?a=b" }, { resolver, allowedRanges });
  return { answer, ...counts };
}

describe("an address from a stranger's data", () => {
  it("is requested by its name and path in a range that the deployer allows", async () => {
    const asked: unknown[] = [];
    const port = await serve(({ url, headers }, outgoing) => {
      asked.push([url, headers.host, headers.accept]);
      outgoing.writeHead(404).end("no such thing");
    });
    expect(await getFrom(port)).toEqual({ answer: { status: 404, body: "no such thing" }, ended: 1 });
    expect(asked).toEqual([["/v2?a=b", `h.example:${port}`, "application/json"]]);
  });

  it.each([
    ["in no range that is allowed", [], ["127.0.0.1"]],
    ["in another range", ["10.0.0.0/8"], ["127.0.0.1"]],
    ["with one more address that is not permitted", HERE, ["127.0.0.1", "10.0.0.1"]],
    ["with a port, at a public address", HERE, ["198.41.0.4"]],
    ["without any address", HERE, []],
  ])("is not requested %s", async (_, ranges, addresses) => {
    let asked = 0;
    const port = await serve((_incoming, outgoing) => {
      asked += 1;
      outgoing.end();
    });
    expect(await getFrom(port, ranges, addresses)).toEqual({ answer: undefined, ended: 1 });
    expect(asked).toBe(0);
  });

  it("is not requested while DNS gives no answer", async () => {
    const { resolver, counts } = resolverOf(["127.0.0.1"], false);
    expect(
      await guardedGet({ host: "h.example", path: "/" }, { resolver, allowedRanges: HERE }),
    ).toBeUndefined();
    expect(counts.ended).toBe(1);
  });
});

describe("an answer", () => {
  it.each([
    [LARGEST, true],
    [LARGEST + 1, false],
  ])("of %i bytes is accepted: %s", async (size, isAccepted) => {
    const port = await serve((_incoming, outgoing) => outgoing.end("x".repeat(size)));
    expect((await getFrom(port)).answer?.body.length).toBe(isAccepted ? size : undefined);
  });

  it("that leads elsewhere is returned as it is", async () => {
    const port = await serve((_incoming, outgoing) => outgoing.writeHead(302, { location: "/x" }).end());
    expect((await getFrom(port)).answer).toEqual({ status: 302, body: "" });
  });

  it("that breaks off is none", async () => {
    const port = await serve((incoming) => incoming.socket.destroy());
    expect((await getFrom(port)).answer).toBeUndefined();
    const broken = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200, { "content-length": "10" }).write("x", () => outgoing.destroy());
    });
    expect((await getFrom(broken)).answer).toBeUndefined();
  });
});

it.each([
  [undefined, "tls", { servername: "h.example" }, "h.example"],
  [8443, "tls", { servername: "h.example", port: 8443 }, "h.example:8443"],
  [undefined, "plain", {}, "h.example"],
  [8080, "plain", { port: 8080 }, "h.example:8080"],
] as const)("a request to port %s over %s names the host", (port, transport, said, host) => {
  const place = { host: "h.example", path: "/p", ...(port !== undefined && { port }) };
  const { signal, ...request } = requestTo("192.0.2.7", place, transport);
  expect(signal?.aborted).toBe(false);
  expect(request).toEqual({
    ...{ host: "192.0.2.7", path: "/p", agent: false, headers: { host, accept: "application/json" } },
    ...said,
  });
});
