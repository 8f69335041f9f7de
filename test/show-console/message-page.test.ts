import { expect, it } from "vitest";
import { messagePage } from "../../functions/show-console/message-page.ts";

const contentOf = (status: number, body: unknown) => String(messagePage(status, body).content);

it.each([
  [200, "info"],
  [399, "info"],
  [400, "bad"],
  [404, "bad"],
  [500, "bad"],
])("shows what status %i says in the tone %s", (status, tone) => {
  expect(contentOf(status, { title: "Title", detail: "The reason." })).toContain(
    `<p class="note ${tone}" role="status">The reason.</p>`,
  );
});

it("has no note where there is nothing more to say than the title", () => {
  for (const body of [{ title: "Title" }, { title: "Title", detail: "" }, undefined])
    expect(contentOf(400, body)).not.toContain('role="status"');
});

it("names each wrong field after the reason", () => {
  const faults = [
    { field: "because", expected: "a text" },
    { field: "days", expected: "a number" },
  ];
  expect(contentOf(400, { title: "Title", detail: "Wrong.", faults })).toContain(
    ">Wrong. because: a text days: a number</p>",
  );
  expect(contentOf(400, { title: "Title", faults })).toContain(">because: a text days: a number</p>");
});
