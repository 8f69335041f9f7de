import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configuration } from "#core/deployment-settings";
import { readTicket } from "#core/tickets/reading/read-ticket";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import { linesOf } from "#core/tickets/reading/text-lines";

const PLACES = { ticket: ["/id"], text: ["/text"], requester: ["/from"], tags: ["/tags"] };

function dataOf(text: unknown, more: object = {}, settings = USUAL_READING) {
  const { ticket: _ticket, ...data } = readTicket({ id: 1, text, ...more }, settings, PLACES)?.data ?? {};
  return data;
}

const ASKED = { project: "shop", fromAddresses: ["news@d.example", "info@d.example"] };

describe("a form in a ticket's text is read", () => {
  it.each<[string, unknown]>([
    ["as lines", "Hello,\r\n\r\nProject: shop\r\nFrom addresses: news@d.example, info@d.example\r\n"],
    ["in any case and with any space", "PROJECT :shop\n  from  addresses:  news@d.example; info@d.example"],
    [
      "with spaces that do not break",
      "Project:\u00a0shop\nFrom\u00a0addresses:\u00a0news@d.example info@d.example",
    ],
    [
      "with marks that nobody sees",
      "\u200bProject:\u200e shop\u2060\nFrom addresses: news@d.example,\ufeffinfo@d.example",
    ],
    ["where it is quoted", "> Project: shop\n> > From addresses: news@d.example and info@d.example"],
    ["where it is bold or a list", "- **Project:** shop\n* *From addresses*: news@d.example, info@d.example"],
    [
      "with a colon of another script",
      "Project\uff1ashop\nFrom addresses\uff1anews@d.example, info@d.example",
    ],
    [
      "with values below their labels",
      "Project:\nshop\n\nFrom addresses:\n\nnews@d.example\ninfo@d.example\n\nRegards",
    ],
    ["as a table of Jira", "|Project|shop|\n||From addresses||news@d.example, info@d.example||"],
    [
      "with names around the addresses",
      "Project: shop\nFrom addresses: News <news@d.example>, Info <mailto:info@d.example>",
    ],
    [
      "as links of Markdown",
      "Project: shop\nFrom addresses: [news@d.example](mailto:news@d.example), info@d.example",
    ],
    [
      "as HTML",
      '<div><b>Project:</b>&nbsp;shop<br>From addresses: <a href="mailto:x">news@d.example</a>, info@d.example</div>',
    ],
    [
      "as a table in HTML",
      "<style>Project: no</style><table><tr><td>Project</td><td>shop</td></tr><tr><th>From addresses</th><td>news@d.example<br>info@d.example</td></tr></table>",
    ],
    [
      "as a document of Atlassian",
      {
        type: "doc",
        version: 1,
        content: [
          {
            type: "paragraph",
            content: [
              { type: "text", text: "Project: ", marks: [{ type: "strong" }] },
              { type: "text", text: "shop" },
            ],
          },
          {
            type: "table",
            content: [
              {
                type: "tableRow",
                content: ["From addresses", "news@d.example info@d.example"].map((text) => ({
                  type: "tableCell",
                  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
                })),
              },
            ],
          },
        ],
      },
    ],
  ])("%s", (_, text) => {
    expect(dataOf(text)).toEqual(ASKED);
  });

  it("but not text that only resembles one", () => {
    expect(dataOf("Our project: is nice\nProject shop\nhttps://d.example/Project: x")).toEqual({});
  });

  it("where it is first: what is quoted below it is older", () => {
    expect(dataOf("Project: new\n\nOn Monday you wrote:\n> Project: old")).toEqual({ project: "new" });
  });
});

describe("values become what a request holds", () => {
  it.each([
    ["Mailbox exists: yes", { mailboxExists: true }],
    ["Mailbox exists: No", { mailboxExists: false }],
    ["Mailbox exists: perhaps", { mailboxExists: "perhaps" }],
    [
      "Previous provider: Pigeon Post, news@old.example",
      { migratingFrom: { provider: "Pigeon Post", addresses: ["news@old.example"] } },
    ],
    ["Previous provider: none", {}],
    ["MAIL FROM domain: https://email.d.example/", { mailFrom: "email.d.example" }],
    ["Reply address: Office <office@d.example>", { replyAddress: "office@d.example" }],
    ["Reply address: a@d.example, b@d.example", { replyAddress: "a@d.example, b@d.example" }],
    ["From addresses: nobody", { fromAddresses: ["nobody"] }],
    ["Time zone: -", {}],
  ])("%s", (text, data) => {
    expect(dataOf(text)).toEqual(data);
  });
});

describe("fields of the desk", () => {
  const settings = { ...USUAL_READING, fields: { project: "/f/a~1b", fromAddresses: "/f/list/0" } } as const;

  it("go before the form, by JSON Pointers", () => {
    const said = { f: { "a/b": { value: "shop" }, list: [["a@d.example", { value: "b@d.example" }]] } };
    expect(dataOf("Project: other\nIdentity: d.example", said, settings)).toEqual({
      project: "shop",
      fromAddresses: ["a@d.example", "b@d.example"],
      identity: "d.example",
    });
  });

  it("leave it to the form where they are empty", () => {
    expect(dataOf("Project: shop", { f: { "a/b": null, list: [] } }, settings)).toEqual({ project: "shop" });
  });

  it("show who the requester is; a form does not", () => {
    const vouched = (payload: object) => readTicket({ id: 1, ...payload }, USUAL_READING, PLACES)?.isVouched;
    expect(vouched({ from: "a@d.example" })).toBe(true);
    expect(vouched({ text: "Requester: a@d.example" })).toBe(false);
  });

  it("reach nothing but what was sent", () => {
    const all = { ...USUAL_READING, fields: { project: "/__proto__/name", timeZone: "/constructor/name" } };
    expect(dataOf("", {}, all)).toEqual({});
  });
});

it("takes a little time, however odd the text", () => {
  const size = 250_000;
  const odd = ["[", "(", "*", "Project:", "<td>", "<", " \t", "[a|", "\u200b", "a@", "Project: \n"];
  for (const part of odd) {
    const before = process.threadCpuUsage();
    dataOf(part.repeat(size / part.length));
    dataOf(`From addresses: ${part.repeat(size / part.length)}`);
    expect(process.threadCpuUsage(before).user / 1_000, part).toBeLessThan(1000);
  }
});

it("never throws, whatever the text", () => {
  const document = fc.letrec((tie) => ({
    node: fc.record(
      {
        type: fc.constantFrom("doc", "text", "tableCell"),
        text: fc.string(),
        content: fc.array(tie("node"), { maxLength: 2 }),
      },
      { requiredKeys: ["type"] },
    ),
  })).node;
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.jsonValue(),
    document,
    fc.constant("<p>").map((p) => p.repeat(5000)),
  );
  fc.assert(
    fc.property(text, (value) => void linesOf(value)),
    { seed: 6, numRuns: 300 },
  );
});

describe("settings", () => {
  it("are the ones of the documentation", () => {
    const example: unknown = JSON.parse(readFileSync("docs/examples/configuration.json", "utf8"));
    expect(configuration.parse(example).helpDesks["zendesk"]?.labels).toMatchObject({
      mailFrom: "Sub-domain for bounces",
      project: "Project",
    });
  });

  it.each([
    ["baseUrl", { baseUrl: "https://d.example/" }],
    ["baseUrl", { baseUrl: "javascript:alert(1)" }],
    ["fields.project", { fields: { project: "ticket/id" } }],
    ["fields.project", { fields: { project: "/a~2" } }],
    ["fields", { fields: { colour: "/a" } }],
    ["labels.project", { labels: { project: "a:b" } }],
    ["labels", { labels: { project: "Requester" } }],
    ["", { unheardOf: true }],
  ])("are refused where %s is wrong: %j", (path, said) => {
    const zendesk = { baseUrl: "https://d.example", ...said };
    const { error } = configuration.safeParse({ helpDesks: { zendesk } });
    expect(error?.issues.map((issue) => issue.path.slice(2).join("."))).toEqual([path]);
  });
});

it("keeps the lines of plain text in which somebody typed a tag, and of HTML those that its elements make", () => {
  expect(linesOf("Project: <b>shop</b>\nIdentity: d.example")).toEqual([
    "Project: shop",
    "Identity: d.example",
  ]);
  expect(linesOf("<p>Project:\n shop</p><p>Identity: d.example</p>").filter((line) => line !== "")).toEqual([
    "Project: shop",
    "Identity: d.example",
  ]);
});
