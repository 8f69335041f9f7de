import { describe, expect, it } from "vitest";
import { faultOf } from "../../../infra/local/dns/zone-faults.ts";
import { parseZoneFile } from "../../../infra/local/dns/zone-file.ts";
import { ask, lines } from "../../support/dns-asking.ts";
import { hasManyLoopbackAddresses, serveZones, ZONE_HEAD } from "../../support/zones.ts";

const D = "oxfordstones.example";
const A = "127.0.0.1";
const B = "127.0.0.2";

it.each([
  ["servfail", { rcode: 2, answers: [] }],
  ["refuse", { rcode: 5, answers: [] }],
  ["lame", { rcode: 0, authoritative: false, answers: [], authorities: [] }],
] as const)("@%s", async (directive, expected) => {
  const { server } = await serveZones({ [D]: `www A 192.0.2.1\n; @${directive} www\n` });
  expect(await ask(server, `www.${D}`, "A")).toMatchObject(expected);
  expect(await ask(server, `ns1.${D}`, "A")).toMatchObject({ rcode: 0, authoritative: true });
});

it("@drop: no answer at all", async () => {
  const { server } = await serveZones({ [D]: "; @drop www\n" });
  await expect(ask(server, `www.${D}`, "A", { timeoutMs: 100 })).rejects.toThrow("gave no answer");
});

it("@truncate: an answer over TCP only", async () => {
  const { server } = await serveZones({ [D]: "www A 192.0.2.1\n; @truncate www\n" });
  expect((await ask(server, `www.${D}`, "A")).answers).toHaveLength(1);
  expect(server.queries()).toBe(2);
});

it("@bogus: SERVFAIL to resolvers that validate, in the whole zone, and normal answers to the others", async () => {
  const { server } = await serveZones({ [D]: "www A 192.0.2.1\n; @bogus @\n" });
  const code = async (options: object) => (await ask(server, `www.${D}`, "A", options)).rcode;
  expect(await code({})).toBe(0);
  expect(await code({ recursionDesired: true })).toBe(2);
  expect(await code({ signatures: "checked" })).toBe(2);
  expect(await code({ recursionDesired: true, signatures: "unchecked" })).toBe(0);
});

describe.runIf(hasManyLoopbackAddresses)("two servers", () => {
  async function answersOf(server: { port: number }, name: string, type: "A" | "MX"): Promise<string[][]> {
    const both = await Promise.all([A, B].map((host) => ask(server, name, type, { host })));
    return both.map(({ answers }) => lines(answers));
  }

  it("@disagree: one server has another value, or none", async () => {
    const zone = `www A 192.0.2.1\n@ MX 10 a\n; @disagree www ${B} A 192.0.2.2\n; @disagree @ ${B} MX\n`;
    const { server } = await serveZones({ [D]: zone }, [A, B]);
    expect(await answersOf(server, `www.${D}`, "A")).toEqual([
      [`www.${D} A 192.0.2.1`],
      [`www.${D} A 192.0.2.2`],
    ]);
    expect(await answersOf(server, D, "MX")).toEqual([[`${D} MX 10 a.${D}`], []]);
  });

  it("a fault with a server's address applies to that server only", async () => {
    const { server } = await serveZones({ [D]: `www A 192.0.2.1\n; @servfail www ${B}\n` }, [A, B]);
    const codes = await Promise.all([A, B].map((host) => ask(server, `www.${D}`, "A", { host })));
    expect(codes.map(({ rcode }) => rcode)).toEqual([0, 2]);
  });

  it("@serve: a zone on one server only, which the other refers to", async () => {
    const zones = {
      [D]: `email NS ns.email\nns.email A ${B}\n`,
      [`email.${D}`]: `; @serve ${B}\n@ MX 10 x\n`,
    };
    const { server } = await serveZones(zones, [A, B]);
    const [parent, child] = await Promise.all(
      [A, B].map((host) => ask(server, `email.${D}`, "MX", { host })),
    );
    expect(parent).toMatchObject({ authoritative: false, answers: [] });
    expect(lines(parent?.authorities ?? [])).toEqual([`email.${D} NS ns.email.${D}`]);
    expect(child).toMatchObject({ authoritative: true });
  });
});

it("`*.name` means the names below, not the name itself", () => {
  const { faults } = parseZoneFile(`${ZONE_HEAD}; @servfail *.sub\n`, D);
  expect(faultOf(faults, `x.y.sub.${D}`, A)).toBe("servfail");
  expect(faultOf(faults, `sub.${D}`, A)).toBeUndefined();
});
