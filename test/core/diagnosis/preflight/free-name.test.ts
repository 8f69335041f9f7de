import { describe, expect, it } from "vitest";
import { candidateNames, findFreeName, judgeNames } from "#core/diagnosis/preflight/free-name";
import { unlikelyLabel } from "#core/dns/record-names";
import { type DeclaredZone, sessionOf } from "./declared-zone.ts";

const D = "stones.example";
const LABELS = ["email", "mailer", "outbound", "envelope", "post", "returns"];
const SEARCH = { identity: D, region: "eu-west-1", excluded: [] };
const WILD = `${unlikelyLabel(D)}.${D}`;
const TAKEN = { A: "192.0.2.1" };
const SILENT = { MX: "!", TXT: "!", A: "!", AAAA: "!" };

const at = (label: string) => `${label}.${D}`;
const asked = (session: ReturnType<typeof sessionOf>) =>
  session.asked.map(({ name, type }) => `${type} ${name}`);
const find = (zone: DeclaredZone, excluded: readonly string[] = []) =>
  findFreeName({ ...SEARCH, excluded }, sessionOf(D, zone));

describe("names are proposed", () => {
  it("in order of preference, without those that are excluded", () => {
    expect(candidateNames({ identity: D, excluded: [] })).toEqual(LABELS.map(at));
    expect(candidateNames({ identity: D, excluded: [at("email"), at("post"), "mailer"] })).toEqual(
      ["mailer", "outbound", "envelope", "returns"].map(at),
    );
  });

  it.each([
    [247, LABELS.slice(0, 1).concat("post")],
    [248, ["post"]],
    [249, []],
    [244, ["email", "mailer", "outbound", "envelope", "post", "returns"]],
    [245, ["email", "mailer", "post", "returns"]],
    [246, ["email", "mailer", "post"]],
  ])("up to 253 characters, below an identity of %i", (length, labels) => {
    const identity = `${"a".repeat(length - 8)}.example`;
    expect(candidateNames({ identity, excluded: [] })).toEqual(labels.map((one) => `${one}.${identity}`));
  });
});

describe("names are judged", () => {
  it("with one question for each, if all are free", async () => {
    const session = sessionOf(D, {});
    expect(await judgeNames([at("email"), at("post")], SEARCH, session)).toEqual([
      { state: "free" },
      { state: "free" },
    ]);
    expect(asked(session)).toEqual([`MX ${WILD}`, `MX ${at("email")}`, `MX ${at("post")}`]);
  });

  it("with a second round about those that are not free yet, in the order in which they are given", async () => {
    const session = sessionOf(D, { post: TAKEN, mailer: { TXT: "x" } });
    expect(await judgeNames([at("email"), at("post"), at("mailer")], SEARCH, session)).toEqual([
      { state: "free" },
      { state: "taken", because: "address", seen: ["192.0.2.1"] },
      { state: "free" },
    ]);
    const more = [WILD, at("post"), at("mailer")].flatMap((name) =>
      ["TXT", "A", "AAAA"].map((type) => `${type} ${name}`),
    );
    expect(asked(session).slice(4)).toEqual(more);
  });

  it("as unknown where nothing was observed", async () => {
    const session = { ...sessionOf(D, {}), ask: async () => [] };
    expect(await judgeNames([at("email")], SEARCH, session)).toEqual([{ state: "unknown" }]);
  });
});

describe("the name that is found", () => {
  it("is the preferred one if it is free, and no other is asked for", async () => {
    const session = sessionOf(D, {});
    expect(await findFreeName(SEARCH, session)).toEqual({ name: at("email"), state: "free" });
    expect(asked(session)).toEqual([`MX ${WILD}`, `MX ${at("email")}`]);
  });

  it.each<[string, DeclaredZone, readonly string[], string, string]>([
    ["the first free one after a taken one", { email: TAKEN }, [], "mailer", "free"],
    ["a free one rather than one that is unknown", { email: SILENT, mailer: TAKEN }, [], "outbound", "free"],
    ["the first that is unknown, if none is free", { "*": SILENT }, [], "email", "unknown"],
    ["the first unknown after a taken one", { email: TAKEN, "*": SILENT }, [], "mailer", "unknown"],
    ["the first that is not excluded", {}, [at("email")], "mailer", "free"],
  ])("is %s", async (_, zone, excluded, label, state) => {
    expect(await find(zone, excluded)).toEqual({ name: at(label), state });
  });

  it("is none if all are taken or excluded", async () => {
    expect(await find(Object.fromEntries(LABELS.map((label) => [label, TAKEN])))).toBeUndefined();
    expect(await find({}, LABELS.map(at))).toBeUndefined();
  });
});
