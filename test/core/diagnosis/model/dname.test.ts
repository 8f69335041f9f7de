import { expect, it } from "vitest";
import { dnameAbove } from "#core/diagnosis/model/dname";
import { wildcardName } from "#core/diagnosis/model/questions";
import { contextOf, held } from "./model-fixture.ts";

const NAME = "x.old.example.com";
const OTHER = wildcardName(NAME, "example.com");
const [LABEL = ""] = OTHER.split(".");

/** Looks for a DNAME above a name, by the targets of its CNAME and of the CNAME at a nonexistent name. */
function found(
  target: string | undefined,
  probed: string | undefined,
  name = NAME,
  registrable = "example.com",
) {
  const observations = [
    ...(target === undefined ? [] : [held(name, "CNAME", target)]),
    ...(probed === undefined ? [] : [held(wildcardName(name, registrable), "CNAME", probed)]),
  ];
  return dnameAbove(name, contextOf(observations, { registrable }));
}

it.each([
  ["x.new.example.net", `${LABEL}.new.example.net`, { at: "old.example.com", target: "new.example.net" }],
  ["x.example.net", `${LABEL}.example.net`, { at: "old.example.com", target: "example.net" }],
  ["x.old.example.net", `${LABEL}.old.example.net`, { at: "example.com", target: "example.net" }],
  ["x.old.brand.net", `${LABEL}.old.brand.net`, { at: "example.com", target: "brand.net" }],
  ["x.old.example.co.uk", `${LABEL}.old.example.co.uk`, { at: "example.com", target: "example.co.uk" }],
])("finds the DNAME that leads both names to %j and %j", (target, probed, dname) => {
  expect(found(target, probed)).toEqual(dname);
});

it.each([
  ["no CNAME at the name", undefined, `${LABEL}.new.example.net`],
  ["no CNAME at the nonexistent name", "x.new.example.net", undefined],
  ["no CNAME at all", undefined, undefined],
  ["another first label", "y.new.example.net", `${LABEL}.new.example.net`],
  ["a wildcard with one target", "x.new.example.net", "x.new.example.net"],
  ["another target", "x.new.example.net", `${LABEL}.other.example.net`],
  ["another place", "x.old.brand.net", `${LABEL}.brand.net`],
  ["CNAMEs to themselves", NAME, OTHER],
])("finds no DNAME with %s", (_, target, probed) => {
  expect(found(target, probed)).toBeUndefined();
});

it("finds a DNAME with the same target at another name only if the names agree", () => {
  const name = "x.b.old.example.com";
  const [label] = wildcardName(name, "example.com").split(".");
  expect(found("x.b.new.net", `${label}.b.new.net`, name)).toEqual({
    at: "old.example.com",
    target: "new.net",
  });
  expect(found("x.b.new.net", `${label}.new.net`, name)).toBeUndefined();
});

it("finds the DNAME above a name of another domain by the labels alone", () => {
  const name = "x.old.other.co.example";
  const [label] = wildcardName(name, "example.com").split(".");
  expect(found("x.old.other.new.example", `${label}.x.old.other.new.example`, name)).toEqual({
    at: "co.example",
    target: "new.example",
  });
});
