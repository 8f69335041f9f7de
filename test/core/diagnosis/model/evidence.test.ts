import { expect, it } from "vitest";
import { gather } from "#core/diagnosis/model/answers";
import { evidenceOf } from "#core/diagnosis/model/evidence";
import type { DnsAnswer, Observation, RecordType } from "#core/dns/observation";
import { answerOf, held, NOW, observationOf, records } from "./model-fixture.ts";

const A = "a.example.com";
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };
const NONE: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };
const GONE: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 60 };

const from = (observations: readonly Observation[], ...shownBy: { name: string; type: RecordType }[]) =>
  evidenceOf({ seen: gather(observations), now: NOW }, shownBy);

/** Returns the servers of the evidence of the TXT records at the name. */
const serversOf = (said: Partial<Observation>) =>
  from([observationOf(A, "TXT", said)], { name: A, type: "TXT" }).map(({ server }) => server);

it("shows the answer of a name server, with the commands that ask it again", () => {
  expect(from([held(A, "TXT", "x", "y")], { name: A, type: "TXT" })).toEqual([
    {
      name: A,
      type: "TXT",
      server: "ns1.example.com",
      address: "192.0.2.1",
      at: NOW,
      answer: { kind: "records", values: ["x", "y"], more: 0 },
      dig: "dig @ns1.example.com a.example.com TXT +norecurse",
      nslookup: "nslookup -type=TXT a.example.com ns1.example.com",
      resolveDnsName: "Resolve-DnsName -Name a.example.com -Type TXT -Server ns1.example.com -DnsOnly",
    },
  ]);
});

it("asks a resolver again with recursion", () => {
  const recursive = [answerOf("198.51.100.9", records("x"))];
  const [shown] = from([observationOf(A, "TXT", { recursive })], { name: A, type: "TXT" });
  expect(shown?.dig).toBe("dig @198.51.100.9 a.example.com TXT");
});

it("gives no command of PowerShell for the type SPF", () => {
  const [shown] = from([held(A, "SPF", "v=spf1 -all")], { name: A, type: "SPF" });
  expect([shown?.dig, shown?.nslookup, shown?.resolveDnsName]).toEqual([
    "dig @ns1.example.com a.example.com SPF +norecurse",
    "nslookup -type=SPF a.example.com ns1.example.com",
    "",
  ]);
});

it.each([
  ["ns1.example.com", "192.0.2.1", A, "ns1.example.com"],
  ["2001:db8::1", "2001:db8::1", A, "2001:db8::1"],
  ["$(x).example", "192.0.2.1", A, "192.0.2.1"],
  ["-x.example", "2001:DB8::1", A, "2001:DB8::1"],
  ["$(x).example", "", A, undefined],
  ["$(x).example", "$(y)", A, undefined],
  ["ns1.example.com", "192.0.2.1", "$(x).example.com", undefined],
  ["ns1.example.com", "192.0.2.1", "-x.example.com", undefined],
  ["ns1.example.com", "192.0.2.1", "_X.example.com", "ns1.example.com"],
])(
  "gives, for the server %j with the address %j and the name %j, commands to ask %j",
  (server, address, name, at) => {
    const authoritative = [{ server, address, answer: NONE }];
    const [shown] = from([observationOf(name, "A", { authoritative })], { name, type: "A" });
    const commands = [shown?.dig, shown?.nslookup, shown?.resolveDnsName];
    expect(commands).toEqual(
      at === undefined
        ? ["", "", ""]
        : [
            `dig @${at} ${name} A +norecurse`,
            `nslookup -type=A ${name} ${at}`,
            `Resolve-DnsName -Name ${name} -Type A -Server ${at} -DnsOnly`,
          ],
    );
  },
);

it.each([
  [records("a", "b", "c", "d"), { kind: "records", values: ["a", "b", "c", "d"], more: 0 }],
  [records("a", "b", "c", "d", "e", "f"), { kind: "records", values: ["a", "b", "c", "d"], more: 2 }],
  [records("\u00ad"), { kind: "records", values: ["[SOFT HYPHEN]"], more: 0 }],
  [NONE, { kind: "absent", nxdomain: false }],
  [GONE, { kind: "absent", nxdomain: true }],
  [SILENT, { kind: "unknown", reason: "timeout" }],
])("shows the answer %j as %j", (answer, shown) => {
  const observation = observationOf(A, "TXT", { authoritative: [answerOf("ns1", answer)] });
  expect(from([observation], { name: A, type: "TXT" })[0]?.answer).toEqual(shown);
});

it("shows one server for each different answer, name servers before resolvers", () => {
  const authoritative = [
    answerOf("ns1", records("x")),
    answerOf("ns2", records("x")),
    answerOf("ns3", NONE),
    answerOf("ns4", NONE),
  ];
  const recursive = [answerOf("r1", records("x")), answerOf("r2", records("x"))];
  expect(serversOf({ recursive, authoritative })).toEqual(["ns1", "ns3", "r1"]);
});

it("shows four answers at most", () => {
  const answers = ["a", "b", "c", "d", "e"].map((value) => answerOf(`ns-${value}`, records(value)));
  expect(serversOf({ authoritative: answers })).toEqual(["ns-a", "ns-b", "ns-c", "ns-d"]);
  const both = from(
    [held(A, "TXT", "x"), held(A, "MX", "y")],
    { name: A, type: "MX" },
    { name: A, type: "TXT" },
  );
  expect(both.map(({ type }) => type)).toEqual(["MX", "TXT"]);
});

it.each([
  ["NS", ["registry", "ns1"]],
  ["MX", ["ns1"]],
] as const)("shows the registrar's list for the type NS only: %s", (type, servers) => {
  const delegation = { above: answerOf("registry", records("ns9")), own: [] };
  const authoritative = [answerOf("ns1", records("ns1"))];
  const observation = observationOf(A, type, { delegation, authoritative });
  expect(from([observation], { name: A, type }).map(({ server }) => server)).toEqual(servers);
});

it("shows no list of a registrar that was not asked, and nothing that was not observed", () => {
  expect(from([held(A, "NS", "ns1")], { name: A, type: "NS" }).map(({ server }) => server)).toEqual([
    "ns1.example.com",
  ]);
  expect(from([], { name: A, type: "NS" })).toEqual([]);
  expect(from([held(A, "TXT", "x")])).toEqual([]);
});
