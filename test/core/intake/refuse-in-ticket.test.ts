import { describe, expect, it } from "vitest";
import { answerRefusal } from "#core/intake/refuse-in-ticket";
import { readProject } from "#core/projects/project";
import { memoryTable } from "../../support/memory-table.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

/** Answers a request with this data; returns the language of the answer. */
async function languageOfAnswer(data: Readonly<Record<string, unknown>>) {
  const table = memoryTable();
  const { replaceWith } = await readProject(table, "shop");
  await table.commit([replaceWith({ project: "shop", owner: "oxford", language: "de" })]);
  const request = { source: "zendesk", ticket: "T-1", data } as const;
  expect(await answerRefusal({ about: "needs-check" }, request, () => "d-1", NOW, table)).toBe(true);
  return (await table.get({ pk: "ticket#zendesk#T-1", sk: "reply#d-1" }))?.["language"];
}

describe("the answer to a refused request", () => {
  it.each([
    ["of its project", { project: "shop" }, "de"],
    ["that it names itself", { project: "shop", language: "fr" }, "fr"],
    ["of its project if it names none as text", { project: "shop", language: 7 }, "de"],
  ])("is in the language %s", async (_which, data, language) => {
    expect(await languageOfAnswer(data)).toBe(language);
  });

  it.each([
    ["is missing", {}],
    ["is not registered", { project: "garden" }],
    ["is a list instead of text", { project: ["shop"] }],
  ])("has no language of its own if the project %s", async (_what, data) => {
    expect(await languageOfAnswer(data)).toBeUndefined();
  });
});
