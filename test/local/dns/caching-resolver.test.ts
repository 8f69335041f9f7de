import { expect, it, onTestFinished } from "vitest";
import { startCachingResolver } from "../../../infra/local/dns/caching-resolver.ts";
import { ask, lines } from "../../support/dns-asking.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { hasManyLoopbackAddresses, serveZones } from "../../support/zones.ts";

const D = "oxfordstones.example";

async function start(zones: Record<string, string>, hosts?: string[]) {
  const { server, files } = await serveZones(zones, hosts);
  const clock = createManualClock();
  const authority = { host: "127.0.0.1", port: server.port };
  const resolver = await startCachingResolver({ authority, port: 0, clock });
  onTestFinished(() => resolver.stop());
  return {
    server,
    files,
    clock,
    resolver,
    look: (name: string, type: "A" | "TXT" | "MX" | "CNAME" = "A") =>
      ask(resolver, name, type, { recursionDesired: true, timeoutMs: 5000 }),
  };
}

it("remembers a record for its TTL, counting down", async () => {
  const { look, files, clock, server } = await start({ [D]: "www 60 A 192.0.2.1\n" });
  expect((await look(`www.${D}`)).answers).toMatchObject([{ ttl: 60, data: "192.0.2.1" }]);
  files.write(D, "www 60 A 192.0.2.2\n");
  await clock.advance(40);
  expect((await look(`www.${D}`)).answers).toMatchObject([{ ttl: 20, data: "192.0.2.1" }]);
  expect(server.queries()).toBe(1);
  await clock.advance(20);
  expect((await look(`www.${D}`)).answers).toMatchObject([{ ttl: 60, data: "192.0.2.2" }]);
});

it.each([
  ["an absent name for every type", `www.${D}`, "MX", 3],
  ["an absent type for that type", D, "A", 0],
] as const)("remembers %s for the SOA's minimum", async (_case, name, type, rcode) => {
  const { look, files, clock } = await start({ [D]: "" });
  expect(await look(name)).toMatchObject({ rcode, authorities: [{ type: "SOA", ttl: 300 }] });
  files.append(D, `${name}. A 192.0.2.1\n${name}. MX 10 ns1\n`);
  await clock.advance(299);
  expect(await look(name, type)).toMatchObject({ rcode, authorities: [{ ttl: 1 }] });
  await clock.advance(1);
  expect((await look(name, type)).answers).toHaveLength(1);
});

it("forgets everything when flushed", async () => {
  const { look, files, resolver } = await start({ [D]: "" });
  expect((await look(`www.${D}`)).rcode).toBe(3);
  files.append(D, "www A 192.0.2.1\n");
  resolver.flush();
  expect((await look(`www.${D}`)).rcode).toBe(0);
});

it("follows aliases from zone to zone, and remembers each by its own TTL", async () => {
  const { look, files, clock } = await start({
    [D]: "k CNAME k.dkim.other.example.\n",
    "other.example": 'k.dkim 60 TXT "p=a"\n',
  });
  expect(lines((await look(`k.${D}`, "TXT")).answers)).toEqual([
    `k.${D} CNAME k.dkim.other.example`,
    "k.dkim.other.example TXT p=a",
  ]);
  files.write("other.example", 'k.dkim 60 TXT "p=b"\n');
  await clock.advance(60);
  const { answers } = await look(`k.${D}`, "TXT");
  expect(answers).toMatchObject([{ ttl: 3540 }, { ttl: 60 }]);
  expect(lines(answers)[1]).toBe("k.dkim.other.example TXT p=b");
});

it.runIf(hasManyLoopbackAddresses)(
  "goes down from the root by referrals, with glue and without",
  async () => {
    const { look } = await start(
      {
        root: "example NS ns.example.\nns.example. A 127.0.0.2\n",
        example: `; @serve 127.0.0.2\n${D}. NS ns1.host.example.\nhost NS ns1.host\nns1.host A 127.0.0.3\n`,
        "host.example": "; @serve 127.0.0.3\nns1 A 127.0.0.3\n",
        [D]: "; @serve 127.0.0.3\nwww A 192.0.2.1\n",
      },
      ["127.0.0.1", "127.0.0.2", "127.0.0.3"],
    );
    expect(lines((await look(`www.${D}`)).answers)).toEqual([`www.${D} A 192.0.2.1`]);
    expect((await look(`nothing.${D}`)).rcode).toBe(3);
  },
);

it.runIf(hasManyLoopbackAddresses)("asks the next server when one fails", async () => {
  const { look } = await start(
    {
      example: `${D}. NS a\n${D}. NS b\na A 127.0.0.2\nb A 127.0.0.3\n`,
      [D]: "; @serve 127.0.0.2 127.0.0.3\nwww A 192.0.2.1\n; @lame www 127.0.0.2\n",
    },
    ["127.0.0.1", "127.0.0.2", "127.0.0.3"],
  );
  expect((await look(`www.${D}`)).rcode).toBe(0);
});

it.each(["servfail", "refuse", "lame", "drop"])("says SERVFAIL when all servers %s", async (directive) => {
  const { look } = await start({ [D]: `; @${directive} www\n` });
  expect((await look(`www.${D}`)).rcode).toBe(2);
});

it("says SERVFAIL for a circle of aliases, and REFUSED to those who want no recursion", async () => {
  const { look, resolver } = await start({ [D]: "loop CNAME pool\npool CNAME loop\n" });
  expect((await look(`loop.${D}`)).rcode).toBe(2);
  expect((await ask(resolver, D, "A")).rcode).toBe(5);
});

it("offers recursion and answers in the upper and lower case of the question", async () => {
  const { look, resolver } = await start({ [D]: "www A 192.0.2.1\n" });
  expect((await look(`WWW.${D}`)).answers).toMatchObject([{ name: `WWW.${D}` }]);
  expect(resolver.queries()).toBe(1);
});

it("answers SERVFAIL where signatures are broken, unless the query has checking disabled", async () => {
  const { look, resolver } = await start({ [D]: "www A 192.0.2.1\n; @bogus @\n" });
  expect((await look(`www.${D}`)).rcode).toBe(2);
  const unchecked = { recursionDesired: true, signatures: "unchecked" } as const;
  expect((await ask(resolver, `www.${D}`, "A", unchecked)).answers).toHaveLength(1);
  expect((await look(`www.${D}`)).rcode).toBe(2);
});
