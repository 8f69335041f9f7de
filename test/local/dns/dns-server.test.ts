import { expect, it } from "vitest";
import { ask, lines } from "../../support/dns-asking.ts";
import { serveZones } from "../../support/zones.ts";

const RECORDS = `
www CNAME a.b
a.b A 192.0.2.1
out CNAME elsewhere.invalid.
across CNAME www.other.example.
loop CNAME pool
pool CNAME loop
dead CNAME nothing
both CNAME elsewhere.invalid.
both TXT "beside"
plain CNAME elsewhere.invalid.
plain TXT "hidden"
; @beside-cname both
renamed DNAME other.example.
below.renamed A 192.0.2.3
long DNAME ${"x".repeat(63)}.${"y".repeat(63)}.${"z".repeat(63)}.${"w".repeat(50)}.
a\\.b TXT "a dot inside"
a.b TXT "two labels"
a\\032b TXT "a space inside"
*.wild TXT "any"
host.wild A 192.0.2.2
sub NS ns1.sub
sub NS ns.far.invalid.
ns1.sub A 127.0.0.3
@ MX 10 ns1
${Array.from({ length: 9 }, (_, index) => `many TXT "${index}${"x".repeat(250)}"`).join("\n")}
`;

const D = "oxfordstones.example";
const ZONES = { [D]: RECORDS, "other.example": "www A 192.0.2.9\nbelow A 192.0.2.8\n" };

it.each([
  ["a record", `ns1.${D}`, "A", [`ns1.${D} A 127.0.0.1`]],
  ["letters as they were asked", `NS1.OxfordStones.Example`, "A", ["NS1.OxfordStones.Example A 127.0.0.1"]],
  ["an alias and what it leads to", `www.${D}`, "A", [`www.${D} CNAME a.b.${D}`, `a.b.${D} A 192.0.2.1`]],
  ["an alias alone when asked for it", `www.${D}`, "CNAME", [`www.${D} CNAME a.b.${D}`]],
  [
    "an alias into another of its zones",
    `across.${D}`,
    "A",
    [`across.${D} CNAME www.other.example`, "www.other.example A 192.0.2.9"],
  ],
  ["an alias out of its zones", `out.${D}`, "A", [`out.${D} CNAME elsewhere.invalid`]],
  ["a circle of aliases", `loop.${D}`, "A", [`loop.${D} CNAME pool.${D}`, `pool.${D} CNAME loop.${D}`]],
  ["a record beside a CNAME where that is said", `both.${D}`, "TXT", [`both.${D} TXT beside`]],
  ["the CNAME itself there", `both.${D}`, "CNAME", [`both.${D} CNAME elsewhere.invalid`]],
  ["the CNAME for other types there", `both.${D}`, "MX", [`both.${D} CNAME elsewhere.invalid`]],
  ["the CNAME alone elsewhere", `plain.${D}`, "TXT", [`plain.${D} CNAME elsewhere.invalid`]],
  [
    "a name below a DNAME",
    `www.renamed.${D}`,
    "A",
    [
      `renamed.${D} DNAME other.example`,
      `www.renamed.${D} CNAME www.other.example`,
      "www.other.example A 192.0.2.9",
    ],
  ],
  [
    "a question for the CNAME below a DNAME",
    `www.renamed.${D}`,
    "CNAME",
    [`renamed.${D} DNAME other.example`, `www.renamed.${D} CNAME www.other.example`],
  ],
  [
    "what a DNAME hides",
    `below.renamed.${D}`,
    "A",
    [
      `renamed.${D} DNAME other.example`,
      `below.renamed.${D} CNAME below.other.example`,
      "below.other.example A 192.0.2.8",
    ],
  ],
  ["the DNAME itself", `renamed.${D}`, "DNAME", [`renamed.${D} DNAME other.example`]],
  ["a wildcard", `x.y.wild.${D}`, "TXT", [`x.y.wild.${D} TXT any`]],
] as const)("answers %s", async (_case, name, type, expected) => {
  const { server } = await serveZones(ZONES);
  const response = await ask(server, name, type);
  expect(response).toMatchObject({ rcode: 0, authoritative: true });
  expect(lines(response.answers)).toEqual(expected);
});

it.each([
  ["a name that is not there", `nothing.${D}`, "A", 3],
  ["a type that is not there", `ns1.${D}`, "TXT", 0],
  ["an empty non-terminal", `b.${D}`, "A", 0],
  ["a type that the wildcard lacks", `x.wild.${D}`, "A", 0],
  ["a name that hides the wildcard", `host.wild.${D}`, "TXT", 0],
  ["an alias that leads nowhere", `dead.${D}`, "A", 3],
] as const)("says with its SOA that there is none: %s", async (_case, name, type, rcode) => {
  const { server } = await serveZones(ZONES);
  const response = await ask(server, name, type);
  expect(response).toMatchObject({ rcode, authoritative: true });
  expect(lines(response.authorities)).toEqual([`${D} SOA ns1.${D}`]);
  expect(response.authorities[0]).toMatchObject({ ttl: 300 });
});

it("refers to the servers below a zone cut, with glue and without authority", async () => {
  const { server } = await serveZones(ZONES);
  const response = await ask(server, `x.sub.${D}`, "TXT");
  expect(response).toMatchObject({ rcode: 0, authoritative: false, answers: [] });
  expect(lines(response.authorities)).toEqual([`sub.${D} NS ns1.sub.${D}`, `sub.${D} NS ns.far.invalid`]);
  expect(lines(response.additionals)).toEqual([`ns1.sub.${D} A 127.0.0.3`]);
});

it("answers from the most specific zone, so that one server plays root, TLD and customer", async () => {
  const { server } = await serveZones({
    root: "example NS ns1.example.\nns1.example. A 127.0.0.1\n",
    example: `${D}. NS ns1.${D}.\n`,
    [D]: "",
  });
  expect((await ask(server, D, "SOA")).authoritative).toBe(true);
  expect(lines((await ask(server, "example", "NS")).answers)).toEqual(["example NS ns1.example"]);
  expect(lines((await ask(server, "nothing.invalid", "A")).authorities)).toEqual([". SOA ns1"]);
});

it("refuses names outside its zones", async () => {
  const { server } = await serveZones(ZONES);
  expect(await ask(server, "elsewhere.invalid", "A")).toMatchObject({ rcode: 5, authoritative: false });
});

it("gives long answers over TCP after a truncated one over UDP", async () => {
  const { server } = await serveZones(ZONES);
  const response = await ask(server, `many.${D}`, "TXT");
  expect(response.answers).toHaveLength(9);
  expect(server.queries()).toBe(2);
});

it("serves several addresses on one port, and skips one that this machine lacks", async () => {
  const { server, reports } = await serveZones(ZONES, ["127.0.0.1", "192.0.2.77"]);
  expect(server.hosts).toEqual(["127.0.0.1"]);
  expect(reports).toEqual([expect.stringContaining("192.0.2.77")]);
});

it("says that a name is too long behind a DNAME", async () => {
  const { server } = await serveZones(ZONES);
  const { rcode, answers } = await ask(server, `${"v".repeat(20)}.long.${D}`, "A");
  expect([rcode, answers.map(({ type }) => type)]).toEqual([6, ["DNAME"]]);
});

it.each([
  [String.raw`a\.b.${D}`, "a dot inside"],
  [`a.b.${D}`, "two labels"],
  [`a b.${D}`, "a space inside"],
])("tells the labels of %s apart", async (name, text) => {
  const { server } = await serveZones(ZONES);
  const { answers } = await ask(server, name, "TXT");
  expect(answers.map((record) => (record.type === "TXT" ? String(record.data) : record.type))).toEqual([
    text,
  ]);
});
