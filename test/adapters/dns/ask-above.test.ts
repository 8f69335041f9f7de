import { expect, it } from "vitest";
import { askingAbove } from "#adapters/dns/ask-above";
import { LIMITS } from "#adapters/dns/limits";
import { NameServers } from "#adapters/dns/name-servers";
import { ServerQuestions } from "#adapters/dns/server-questions";
import { type Host, record } from "./dns-host.ts";
import { fakeResolvers, values } from "./fake-resolvers.ts";
import { memoryServers } from "./memory-servers.ts";
import { D } from "./oxford-zone.ts";

const LISTING: Host = {
  zones: ["example"],
  records: [
    record(D, "NS", "ns2.host.example"),
    record(D, "NS", `ns1.${D}`),
    record(`ns1.${D}`, "A", "192.0.2.1"),
  ],
};
const [A, B] = ["192.0.2.11", "192.0.2.12"];

/** Asks the servers a and b of the zone above, of which b is silent unless it is given. */
async function askAbove(a: Host, b?: Host) {
  const servers = memoryServers(b === undefined ? { [A]: a } : { [A]: a, [B]: b });
  const { resolvers, asked } = fakeResolvers({ "A a": values(60, A), "A b": values(60, B) });
  const ask = askingAbove(
    new ServerQuestions(servers.exchange, 53, LIMITS),
    new NameServers(resolvers, () => true, LIMITS),
  );
  const listed = await ask(D, { name: "example", servers: ["a", "b"] });
  return { listed, asked: servers.asked.map((one) => one.split(" ")[0]), lookedUp: asked };
}

it("tells the list of the first server, in order, with the addresses of servers within the zone", async () => {
  expect(await askAbove(LISTING, LISTING)).toEqual({
    listed: {
      names: ["ns2.host.example", `ns1.${D}`],
      glue: new Map([[`ns1.${D}`, ["192.0.2.1"]]]),
      reply: {
        server: "a",
        address: A,
        answer: { kind: "records", values: [`ns1.${D}`, "ns2.host.example"], ttl: 0 },
      },
    },
    asked: [A],
    lookedUp: ["A a"],
  });
});

it.each(["servfail", "refuse", "lame"] as const)(
  "asks the second server if the first has the fault %s",
  async (fault) => {
    const { listed, asked } = await askAbove({ ...LISTING, fault }, LISTING);
    expect(asked).toEqual([A, B]);
    expect(listed?.reply).toMatchObject({ server: "b", address: B });
  },
);

it.each<[string, Host, number]>([
  ["is silent at its only address, twice", { ...LISTING, fault: "drop" }, 2],
  ["answers from the domain's own zone", { zones: ["example", D], records: [record(D, "NS", "a")] }, 1],
  ["denies the domain", { zones: ["example"], records: [] }, 1],
])("asks no second server if the first %s", async (_, first, times) => {
  const { listed, asked } = await askAbove(first, LISTING);
  expect(listed).toBeUndefined();
  expect(asked).toEqual(Array(times).fill(A));
});

it("knows no list if neither server gives one", async () => {
  expect(
    (await askAbove({ ...LISTING, fault: "servfail" }, { ...LISTING, fault: "refuse" })).listed,
  ).toBeUndefined();
});

it("takes no referral to a zone between the two for the domain's list", async () => {
  const host = (cut: string): Host => ({
    zones: ["example"],
    records: [record(cut, "NS", "ns.host.example")],
  });
  const servers = memoryServers({ [A]: host("city.example") });
  const { resolvers } = fakeResolvers({ "A a": values(60, A) });
  const ask = askingAbove(
    new ServerQuestions(servers.exchange, 53, LIMITS),
    new NameServers(resolvers, () => true, LIMITS),
  );
  expect(await ask("oxford.city.example", { name: "example", servers: ["a"] })).toBeUndefined();
  expect(await ask("city.example", { name: "example", servers: ["a"] })).toMatchObject({
    names: ["ns.host.example"],
  });
});
