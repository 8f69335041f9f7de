import { describe, expect, it } from "vitest";
import { namesToView, type PlannedGroup, publication } from "#core/domain-connect/publication";
import type { NameView, ServerView } from "#core/domain-connect/zone-view";

const ZONE = "d.example";
const NAME = "a.news.d.example";
const FREE: ServerView = { kind: "no-name" };
const OURS = { type: "TXT", value: "ours" };
const records = (...seen: { type: string; value: string }[]): ServerView => ({
  kind: "records",
  records: seen,
});
const NS = records({ type: "NS", value: "ns.other.example" });
const SILENT: ServerView = { kind: "unknown" };

function group(id: string, names: readonly string[], said: Partial<PlannedGroup> = {}): PlannedGroup {
  return { id, records: names.map((name) => ({ name, ...OURS })), isDone: false, isOptional: false, ...said };
}

function view(name: string, servers: readonly ServerView[] = [FREE, FREE], zone = ZONE): NameView {
  return { name, zone, servers };
}

const planOf = (groups: readonly PlannedGroup[], at = ZONE) => ({ at, groups, unlikelyLabel: "nobody" });
const NOBODY = view("nobody.news.d.example");

/** Judges one group with one name, at which and around which the servers answer as said. */
function judge(names: readonly NameView[], between: readonly NameView[] = []) {
  return publication(planOf([group("one", [NAME])]), { names, between });
}

describe("the names to view", () => {
  it("are those of groups that are not done, then one beside each that only a wildcard answers", () => {
    const done = group("done", ["b.d.example"], { isDone: true });
    const groups = [group("one", [NAME, "x.news.d.example", NAME]), done, group("two", ["c.d.example"])];
    expect(namesToView(planOf(groups))).toEqual([
      NAME,
      "x.news.d.example",
      "c.d.example",
      "nobody.news.d.example",
      "nobody.d.example",
    ]);
  });
});

describe("a group is offered", () => {
  it.each<[string, readonly ServerView[]]>([
    ["where no name is", [FREE, FREE]],
    ["where only its records are", [records(OURS), records(OURS)]],
  ])("%s", (_where, servers) => {
    expect(judge([view(NAME, servers), NOBODY])).toEqual({ state: "offered", zone: ZONE, groups: ["one"] });
  });

  it("where no name above it is delegated", () => {
    const between = [view("news.d.example", [FREE]), view("d.example", [{ kind: "other-use" }])];
    expect(judge([view(NAME), NOBODY], between)).toMatchObject({ state: "offered" });
  });

  it("if only other names are delegated, differ or don't answer", () => {
    const between = [
      view("other.d.example", [NS]),
      view("ews.d.example", [FREE, NS]),
      view("b.news.d.example", [SILENT]),
      view(NAME, [NS]),
    ];
    expect(judge([view(NAME), NOBODY], between)).toMatchObject({ state: "offered" });
  });
});

describe("a group is refused because of its name", () => {
  const other = { type: "TXT", value: "other" };
  it.each<[string, readonly ServerView[], object]>([
    ["in use", [records(other)], { because: "in-use", seen: [other] }],
    ["in use besides", [records(OURS, other)], { because: "in-use", seen: [OURS, other] }],
    [
      "of another type",
      [records({ ...OURS, type: "CNAME" })],
      { because: "in-use", seen: [{ ...OURS, type: "CNAME" }] },
    ],
    ["used by other types or names", [{ kind: "other-use" }], { because: "in-use", seen: [] }],
    ["unknown to one server", [FREE, SILENT], { because: "unknown" }],
    ["unknown without a server", [], { because: "unknown" }],
    ["different at two servers", [FREE, records(OURS)], { because: "servers-differ" }],
  ])("%s", (_what, servers, refusal) => {
    expect(judge([view(NAME, servers), NOBODY])).toEqual({ state: "refused", name: NAME, ...refusal });
  });

  it("in use by a record that the group wants at another name", () => {
    const theirs = { type: "TXT", value: "theirs" };
    const wanted = [
      { name: NAME, ...OURS },
      { name: "b.news.d.example", ...theirs },
    ];
    const plan = planOf([group("one", [], { records: wanted })]);
    const seen = view(NAME, [records(theirs)]);
    expect(publication(plan, { names: [seen, view("b.news.d.example"), NOBODY], between: [] })).toEqual({
      ...{ state: "refused", because: "in-use", name: NAME, seen: [theirs] },
    });
  });

  it("without a zone, or if nobody viewed it", () => {
    const refused = { state: "refused", because: "unknown", name: NAME };
    expect(judge([{ name: NAME, servers: [FREE] }, NOBODY])).toEqual(refused);
    expect(judge([NOBODY])).toEqual(refused);
  });
});

describe("a group is refused because of a name around it", () => {
  it.each<[string, readonly ServerView[], string]>([
    ["a wildcard answers", [records(OURS)], "wildcard"],
    ["a wildcard answers for other types", [{ kind: "other-use" }], "wildcard"],
    ["it isn't known whether a wildcard answers", [SILENT], "unknown"],
    ["servers differ about a wildcard", [FREE, records(OURS)], "servers-differ"],
  ])("%s", (_what, servers, because) => {
    const names = [view(NAME), view("nobody.news.d.example", servers)];
    expect(judge(names)).toEqual({ state: "refused", because, name: NAME });
  });

  it.each<[string, readonly ServerView[], object]>([
    ["is delegated", [NS, NS], { because: "several-zones", zones: [ZONE, "news.d.example"] }],
    ["doesn't answer", [FREE, SILENT], { because: "unknown", name: "news.d.example" }],
    ["differs at two servers", [FREE, NS], { because: "servers-differ", name: "news.d.example" }],
  ])("a name above it %s", (_what, servers, refusal) => {
    const between = [view("other.d.example", [FREE]), view("news.d.example", servers)];
    expect(judge([view(NAME), NOBODY], between)).toEqual({ state: "refused", ...refusal });
  });
});

const free = (...names: string[]) => ({ names: names.map((name) => view(name)), between: [] });
const names = ["a.d.example", "b.d.example", "nobody.d.example"];
const [one, two] = [group("one", ["a.d.example"]), group("two", ["b.d.example"])];
const used = {
  names: [view("a.d.example"), view("b.d.example", [{ kind: "other-use" }]), view("nobody.d.example")],
  between: [],
};

describe("of several groups", () => {
  it("those that are done are left out, and if all are, there is nothing to do", () => {
    const done = { isDone: true };
    expect(publication(planOf([{ ...one, ...done }, two]), free(...names))).toMatchObject({
      groups: ["two"],
    });
    const nothing = { state: "refused", because: "nothing-to-do" };
    expect(publication(planOf([{ ...one, ...done }]), free(...names))).toEqual(nothing);
  });

  it("a required one that is refused refuses all, an optional one is left out", () => {
    const refused = { state: "refused", because: "in-use", name: "b.d.example", seen: [] };
    expect(publication(planOf([one, two]), used)).toEqual(refused);
    const optional = { ...two, isOptional: true };
    expect(publication(planOf([one, optional]), used)).toEqual({
      state: "offered",
      zone: ZONE,
      groups: ["one"],
    });
    expect(publication(planOf([optional]), used)).toEqual({ state: "refused", because: "nothing-to-do" });
  });
});

describe("one link changes one zone", () => {
  it("so optional groups in another zone are left out, and required ones refuse all", () => {
    const elsewhere = {
      names: [view("a.d.example"), view("b.d.example", [FREE], "b.d.example"), view("nobody.d.example")],
      between: [],
    };
    const zones = [ZONE, "b.d.example"];
    const refused = { state: "refused", because: "several-zones", zones };
    expect(publication(planOf([one, two]), elsewhere)).toEqual(refused);
    const optional = { ...two, isOptional: true };
    expect(publication(planOf([one, optional]), elsewhere)).toEqual({
      state: "offered",
      zone: ZONE,
      groups: ["one"],
    });
  });

  it("so an optional group with only some of its names in the zone is left out", () => {
    const spread = group("spread", ["a.d.example", "b.d.example"], { isOptional: true });
    const elsewhere = {
      names: [view("a.d.example"), view("b.d.example", [FREE], "b.d.example"), view("nobody.d.example")],
      between: [],
    };
    expect(publication(planOf([one, spread]), elsewhere)).toEqual({
      ...{ state: "offered", zone: ZONE, groups: ["one"] },
    });
  });

  it.each([
    ["at the zone", ZONE, "offered"],
    ["below the zone", "news.d.example", "offered"],
    ["above the zone", "example", "refused"],
    ["beside the zone", "ad.example", "refused"],
  ])("the template is applied %s", (_where, at, state) => {
    expect(publication(planOf([one], at), free(...names))).toMatchObject({ state });
  });
});
