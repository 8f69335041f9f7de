import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen } from "../../infra/local/listen.ts";
import { COMMANDS } from "../../infra/ops/commands.ts";
import { opsHere } from "../support/run-ops.ts";

/** Starts an AWS that knows where the operators' API is, and this API with one answer to everything. */
async function startApi(status: number, type: string, body: string) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers["x-amz-target"] !== undefined) {
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ Parameter: { Value: api.url } }));
      return;
    }
    paths.push(`${request.method} ${request.url}`);
    response.writeHead(status, { "content-type": type }).end(body);
  });
  const api = await listen(server, 0, "the API");
  onTestFinished(() => api.stop());
  return { paths, ops: (...given: string[]) => opsHere(...given, "--aws-url", api.url) };
}

const DOMAIN_CONNECT = ["domain-connect", "--provider", "a.example", "--set-up-host", "b.example"];
const REHEARSE = ["rehearse", "--domain", "try.a.example", "--mail", "ann@a.example"];
const NO_PROJECT = "cannot be a project: its name has 1 to 100 letters";

const REFUSED: readonly (readonly [readonly string[], string])[] = [
  // Repeated options.
  [["list", "--status", "held", "--status", "ready"], "--status: give it once"],
  [["approve", "X", "--what", "request", "--what", "dkim-recreation"], "--what: give it once"],
  [["amend", "X", "--mail-from", "a", "--mail-from", "b"], "--mail-from: give it once"],
  [["projects", "put", "x", "--owner", "a", "--owner", "b"], "--owner: give it once"],
  [["test-mail", "--project", "a", "--project", "b"], "--project: give it once"],
  [["redrive", "--yes", "--yes"], "--yes: give it once"],
  // What is not used.
  [["from-addresses", "list", "beta-b", "extra"], "unknown argument: extra"],
  [
    ["from-addresses", "list", "beta-b", "--name", "x", "--because", "y"],
    "list does not use --name: remove it; list does not use --because",
  ],
  [["from-addresses", "add", "beta-b", "a@b.example", "--off"], "add does not use --off"],
  [
    ["from-addresses", "in-use", "beta-b", "a@b.example", "--override", "x"],
    "in-use does not use --override",
  ],
  [["from-addresses", "alignment", "beta-b", "a@b.example", "c@b.example"], "one address at a time"],
  [["projects", "list", "--owner", "x"], "list does not use --owner"],
  [["projects", "show", "x", "--after", "a"], "show does not use --after"],
  [["projects", "put", "x", "--owner", "a", "--yes"], "put does not use --yes"],
  [["projects", "remove", "x", "--yes"], "remove does not use --yes"],
  [["projects", "configure", "x", "--requester", "a"], "configure does not use --requester"],
  [["projects", "configure", "x", "--after", "a"], "--after is for --all only"],
  [["projects", "--owner", "x"], "which subcommand: list, show, put, remove, configure"],
  [["projects", "constructor"], "which subcommand"],
  [["doctor", "--sender", "x"], "--sender is for --before-deployment only"],
  [["doctor", "--ops-address", "x"], "--ops-address is for --before-deployment only"],
  [["report", "--rebuild", "--from", "2026-11-01"], "--from and --rebuild: use one of them"],
  [["report", "--csv", "--rebuild"], "--csv and --rebuild: use one of them"],
  [["report", "--csv", "--json"], "--csv and --json: use one of them"],
  [["report", "--table", "x"], "--table is for --rebuild only"],
  [["list", "a\nb"], "unknown argument: a\ufffdb"],
  [["show", "X", "a\nb"], "not also a\ufffdb"],
  [["from-addresses", "list", "beta-b", "a\nb"], "unknown argument: a\ufffdb"],
  // Names that a URL drops.
  ...[".", "..", " x", "a\nb"].flatMap((name): (readonly [string[], string])[] => [
    [["projects", "show", name], NO_PROJECT],
    [["projects", "put", name, "--owner", "a"], NO_PROJECT],
    [["projects", "remove", name], NO_PROJECT],
    [["projects", "configure", name], NO_PROJECT],
    [["from-addresses", "list", name], NO_PROJECT],
    [["from-addresses", "add", name, "a@b.example"], NO_PROJECT],
    [["pause", name, "--because", "x"], NO_PROJECT],
    [["reinstate", name], NO_PROJECT],
  ]),
  ...[".", ".."].flatMap((name): (readonly [string[], string])[] =>
    ["default", "in-use", "remove", "alignment"].map((subcommand) => [
      ["from-addresses", subcommand, "beta-b", name],
      `“${name}” is no name`,
    ]),
  ),
  // Values.
  ...["x", "", "-1", "1e3", "65536", " 80"].map((port): [string[], string] => [
    ["console", `--port=${port}`],
    `--port: ${JSON.stringify(port)} (expected: a port number from 0 to 65535)`,
  ]),
  ...["x", "", "localhost:53", "127.0.0.1:0", "127.0.0.1:x"].map((server): [string[], string] => [
    [...REHEARSE, "--resolver", server],
    `--resolver: ${JSON.stringify(server)} (expected: an IP address, with or without a port`,
  ]),
  [[...DOMAIN_CONNECT, "--resolver", "nowhere"], '--resolver: "nowhere" (expected: an IP address'],
  [[...DOMAIN_CONNECT, "--dns-port", "0"], '--dns-port: "0" (expected: a port number from 1 to 65535)'],
  [[...DOMAIN_CONNECT, "--dns-port", ""], '--dns-port: "" (expected: a port number'],
  [[...DOMAIN_CONNECT, "--label", "a.b"], '--label: "a.b" (expected: a label such as email)'],
  [["domain-connect", "--provider", "x"], '--provider: "x" (expected: a domain name'],
  [["domain-connect", "--provider", "a.example"], "--set-up-host is needed"],
];

it.each(REFUSED)("refuses %j in one line, before anything is sent", async (given, said) => {
  const { paths, ops } = await startApi(200, "application/json", "{}");
  const { code, stdout, stderr } = await ops(...given);
  expect([code, stdout, paths]).toEqual([64, "", []]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(said)]);
});

/** The options in a usage line. */
const optionsIn = (usage: string) => [...usage.matchAll(/--([\w-]+)/g)].map(([, option = ""]) => option);

describe.each(Object.entries(COMMANDS))("%s", (_name, { usages, options, subcommands }) => {
  it("names each of its options in its usage", () => {
    expect(new Set(usages.flatMap(optionsIn))).toEqual(new Set(Object.keys(options)));
  });

  it("uses in each subcommand what the usage says", () => {
    if (subcommands === undefined) return;
    const said = Map.groupBy(usages, (usage) => usage.split(" ")[0] ?? "");
    const used = [...said].map(([subcommand, lines]) => [subcommand, new Set(lines.flatMap(optionsIn))]);
    expect(used).toEqual(Object.entries(subcommands).map(([subcommand, own]) => [subcommand, new Set(own)]));
  });

  it("relates its options only to options that it has", () => {
    const related = Object.values(options).flatMap(({ needs = [], excludes = [] }) =>
      [needs, excludes].flat(),
    );
    expect([...Object.keys(options), "json"]).toEqual(expect.arrayContaining(related));
  });
});

it.each([
  ["a page", "text/html", "<html>hello</html>"],
  ["nothing", "application/json", ""],
  ["half an answer", "application/json", '{"projects":['],
])("says that %s is no answer of the API", async (_what, type, body) => {
  const { ops } = await startApi(200, type, body);
  for (const given of [["projects", "show", "x"], ["list"], ["show", "1004"]]) {
    const { code, stdout, stderr } = await ops(...given);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^ops: the answer from http:\/\/127\.0\.0\.1:\d+ is not JSON: .*\n$/);
  }
});

it("names the option that the API refuses", async () => {
  const faults = [
    { field: "from", expected: "a day" },
    { field: "owner", expected: "a name" },
  ];
  const { ops } = await startApi(
    422,
    "application/problem+json",
    JSON.stringify({ title: "Not valid", faults }),
  );
  const { code, stderr } = await ops("report", "--from", "x");
  expect([code, stderr]).toEqual([64, expect.stringContaining("Not valid: --from: a day; owner: a name")]);
});

it("sends names in encoded segments", async () => {
  const { paths, ops } = await startApi(404, "application/json", "{}");
  for (const name of ["a/../b", "...", "Bath stones/1"]) await ops("projects", "show", name);
  expect(paths.filter((path) => path !== "GET /")).toEqual([
    "GET /projects/a%2F..%2Fb",
    "GET /projects/...",
    "GET /projects/Bath%20stones%2F1",
  ]);
});
