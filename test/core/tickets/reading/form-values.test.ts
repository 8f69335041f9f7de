import { describe, expect, it } from "vitest";
import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { formValues } from "#core/tickets/reading/form-values";

type Values = Partial<Record<TicketField, string>>;

const read = (lines: readonly string[]) => formValues(lines, TICKET_FIELDS);

/** As many empty lines as asked for. */
const empty = (count: number) => Array.from({ length: count }, () => "");

describe("a line is read", () => {
  it.each<[string, Values]>([
    ["Project: shop", { project: "shop" }],
    ["Project= shop", { project: "shop" }],
    ["Project|shop", { project: "shop" }],
    ["Project\tshop", { project: "shop" }],
    ["Project - shop", { project: "shop" }],
    ["Project – shop", { project: "shop" }],
    ["Project — shop", { project: "shop" }],
    ["Project-shop", {}],
    ["Project shop", {}],
    ["Projekt: shop", { project: "shop" }],
    ["> * **Project:** shop", { project: "shop" }],
    ['Project: "shop".', { project: "shop" }],
    ["ＰＲＯＪＥＣＴ：ｓｈｏｐ", { project: "shop" }],
    ["Adresse d’expéditeur: a@d.example", { fromAddresses: "a@d.example" }],
    ["Project: [shop|https://x.example]", { project: "shop" }],
    ["Project: [shop](https://x.example)", { project: "shop" }],
    [
      "Project: shop, Identity: d.example; Language: en",
      { project: "shop", identity: "d.example", language: "en" },
    ],
    ["Project: shop, note: none", { project: "shop, note: none" }],
    ["Note: Project: shop", {}],
    [`${"x".repeat(80)}: shop`, {}],
  ])("%j", (line, values) => {
    expect(read([line])).toEqual(values);
  });
});

describe("a value below its label", () => {
  it.each<[string, readonly string[], Values]>([
    ["is one line", ["Project:", "shop"], { project: "shop" }],
    ["is several lines to the end", ["Project:", "a", "b", "c"], { project: "a\nb\nc" }],
    ["begins after empty lines", ["Project:", "", "", "a", "b"], { project: "a\nb" }],
    ["ends at an empty line", ["Project:", "a", "b", "", "c"], { project: "a\nb" }],
    [
      "ends at the next label",
      ["Project:", "a", "b", "Identity: d.example"],
      { project: "a\nb", identity: "d.example" },
    ],
    [
      "ends at the next label without a value",
      ["Project:", "a", "Identity:", "d.example"],
      { project: "a", identity: "d.example" },
    ],
    [
      "is empty before the next label",
      ["Project:", "", "Identity: d.example"],
      { project: "", identity: "d.example" },
    ],
    ["is empty at the end", ["Project:"], { project: "" }],
    ["is empty before empty lines only", ["Project:", "", ""], { project: "" }],
    ["is without the marks of a quotation", ["> Project:", "> > shop", ">", "> more"], { project: "shop" }],
    ["begins within twenty lines", ["Project:", ...empty(19), "a", "b"], { project: "a" }],
    ["does not begin later", ["Project:", ...empty(20), "a"], { project: "" }],
  ])("%s", (_what, lines, values) => {
    expect(read(lines)).toEqual(values);
  });

  it("has at most twenty lines", () => {
    const lines = Array.from({ length: 25 }, (_, index) => `line ${index + 1}`);
    expect(read(["Project:", ...lines]).project).toBe(lines.slice(0, 20).join("\n"));
  });
});

describe("a list of addresses beside its label", () => {
  const label = "From addresses: a@d.example";
  it.each<[string, readonly string[], Values]>([
    [
      "goes on in the next lines, to the end",
      ["b@d.example", "c@d.example"],
      { fromAddresses: "a@d.example\nb@d.example\nc@d.example" },
    ],
    [
      "ends at a line that is no address",
      ["b@d.example", "Regards", "c@d.example"],
      { fromAddresses: "a@d.example\nb@d.example" },
    ],
    [
      "ends at a line with more than an address",
      ["b@d.example c@d.example"],
      { fromAddresses: "a@d.example" },
    ],
    ["ends at an empty line", ["", "b@d.example"], { fromAddresses: "a@d.example" }],
    [
      "ends at the next label",
      ["Requester: b@d.example"],
      { fromAddresses: "a@d.example", requester: "b@d.example" },
    ],
    ["ends at once", [], { fromAddresses: "a@d.example" }],
  ])("%s", (_what, lines, values) => {
    expect(read([label, ...lines])).toEqual(values);
  });
});

describe("of labels", () => {
  it("that are repeated, the first counts, also without a value", () => {
    expect(read(["Project: a", "Projekt: b"])).toEqual({ project: "a" });
    expect(read(["Project:", "", "Language: en", "Project: b"])).toEqual({ project: "", language: "en" });
  });

  it("one of the form goes before a usual one of another field", () => {
    const labels = { ...TICKET_FIELDS, mailFrom: "Project", project: "Shop" };
    expect(formValues(["Project: m.d.example", "Shop: s"], labels)).toEqual({
      mailFrom: "m.d.example",
      project: "s",
    });
  });

  it("the usual ones of a field count beside the one of the form", () => {
    const labels = { ...TICKET_FIELDS, project: "Shop" };
    expect(formValues(["PROJETO: no", "Progetto: s"], labels)).toEqual({ project: "s" });
  });
});
