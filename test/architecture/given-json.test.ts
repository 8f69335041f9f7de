import { describe, expect, it } from "vitest";
import { parseGivenJson } from "../../infra/given-json.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { SOURCES } from "../support/source-files.ts";

/** The sources of commands that read JSON from programs; JSON from people is read with parseGivenJson. */
const READ_PROGRAMS: Readonly<Record<string, string>> = {
  "infra/brand/write-brands.ts": "what esbuild wrote",
  "infra/bundling/json-as-text.ts": "a file of the repository",
  "infra/demo/from-addresses.ts": "answers of the API",
  "infra/demo/send-ticket.ts": "a secret of the deployment",
  "infra/demo/story.ts": "answers of the API",
  "infra/deploy/sam.ts": "the output of sam",
  "infra/documents/conversation.ts": "a file of the repository",
  "infra/documents/glossary.ts": "a file of the repository",
  "infra/documents/room-drawing.ts": "a file of the repository",
  "infra/fresh-bundles.ts": "what esbuild wrote",
  "infra/ops/commands/projects-configure.ts": "a parameter of the deployment",
  "infra/ops/operators-api.ts": "answers of the API",
  "infra/ops/rehearsal/adapters.ts": "a secret of the deployment",
  "infra/ops/rehearsal/steps.ts": "answers of the API",
  "infra/setup.mjs": "the lock file, before any package is installed",
  "infra/ticket/find-setup-link.ts": "the answer of receive-ticket",
};

it("JSON that a person gives to a command is read in one place", () => {
  const bare = SOURCES.filter((path) => /^infra\/(?!local\/|bench\/)/.test(path)).filter((path) =>
    readRepositoryFile(path).includes("JSON.parse("),
  );
  expect(bare.sort()).toEqual(Object.keys(READ_PROGRAMS));
});

describe("JSON that a person gives", () => {
  it.each([
    ["a key twice", '{"project":"a","project":"b"}', "ticket.json: The JSON repeats a key"],
    [
      "a hundred and one levels",
      "[".repeat(101) + "]".repeat(101),
      "ticket.json: The JSON is nested too deeply",
    ],
    ["no JSON", "project: a", /^ticket\.json is not JSON: /],
  ])("is refused in one line where it has %s", (_what, text, message) => {
    expect(() => parseGivenJson("ticket.json", text)).toThrow(message);
  });

  it("is well-formed text, also where it has half an emoji", () => {
    expect(parseGivenJson("ticket.json", '{"subject":"\\ud83d"}')).toEqual({ subject: "\ufffd" });
  });
});
