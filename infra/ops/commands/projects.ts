import { readFile } from "node:fs/promises";
import { z } from "zod";
import { UsageError } from "../../command-line.ts";
import { columns } from "../columns.ts";
import type { Command, Given } from "../command.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";
import { byWords, timeWords } from "../words.ts";

const project = z.looseObject({
  project: z.string(),
  owner: z.string(),
  platform: z.string(),
  guideUrl: z.string().nullable(),
  requesters: z.array(z.string()),
  domains: z.array(z.looseObject({ identity: z.string() })),
});

const page = z.object({ projects: z.array(project), next: z.string().nullable() });
const shown = project.extend({
  changes: z.array(z.looseObject({ at: z.string().nullable(), type: z.string(), by: z.string() })),
});
const changed = z.object({ project: z.string(), outcome: z.string() });

const HEADINGS = ["PROJECT", "OWNER", "PLATFORM", "DOMAINS", "MAY ASK"];

/** `projects`. */
export const projects: Command = {
  says: "the registry of projects: whose each is, through what it sends, and who may ask",
  usages: [
    "list [--after PROJECT]",
    "show PROJECT",
    "put PROJECT --owner OWNER [--platform ses|other] [--guide-url URL] [--requester WHO]...",
    "put PROJECT --file ENTRY.json",
    "remove PROJECT",
  ],
  details: [
    "put says all that is to be known of a project; what is left out is no more. A file holds an object with",
    "owner, platform, guideUrl, requesters and configuration (docs/project-configuration.md); options win over",
    "it. A project with domains can't be removed.",
  ],
  options: {
    owner: { type: "string", value: "OWNER", says: "the customer whose project it is" },
    platform: { type: "string", value: "ses|other", says: "through what it sends; ses without it" },
    "guide-url": { type: "string", value: "URL", says: "where the customer of another platform reads on" },
    requester: {
      type: "string",
      multiple: true,
      value: "WHO",
      says: "an address, or @domain for all there, that may ask",
    },
    file: { type: "string", value: "FILE", says: "an entry as JSON" },
    after: { type: "string", value: "PROJECT", says: "goes on after this one" },
  },
  async run(given) {
    const [way, name, ...others] = given.names;
    if (way === undefined || !(way in WAYS))
      throw new UsageError(`say what to do: ${Object.keys(WAYS).join(", ")}`);
    if ((way === "list") !== (name === undefined) || others.length > 0)
      throw new UsageError(way === "list" ? "list takes no project" : "say which project, one at a time");
    await WAYS[way]?.(given, await operatorsApi(given.where), name ?? "");
    return 0;
  },
};

const WAYS: Readonly<Record<string, (given: Given, api: OperatorsApi, name: string) => Promise<void>>> = {
  async list(given, api) {
    const answer = page.parse(await api.ask("GET", ["projects"], { query: { after: given.text("after") } }));
    if (given.isJson) return console.log(JSON.stringify(answer));
    const rows = answer.projects.map((one) => [
      one.project,
      one.owner,
      one.platform,
      one.domains.map(({ identity }) => identity).join(", "),
      one.requesters.join(", "),
    ]);
    console.log(rows.length === 0 ? "There is none." : columns([HEADINGS, ...rows]).join("\n"));
    if (answer.next !== null) console.log(`There may be more: --after "${answer.next}"`);
  },
  async show(given, api, name) {
    const answer = shown.parse(await api.ask("GET", ["projects", name]));
    if (given.isJson) return console.log(JSON.stringify(answer));
    const facts = [
      ["project", answer.project],
      ["owner", answer.owner],
      ["platform", answer.platform],
      ["guide", answer.guideUrl ?? "-"],
      ["may ask", answer.requesters.join(", ") || "whoever an operator approves"],
      ["domains", answer.domains.map(({ identity }) => identity).join(", ") || "-"],
      ...answer.changes.map(({ at, type, by }) => [timeWords(at), `${type} by ${byWords(by)}`]),
    ];
    console.log(columns(facts).join("\n"));
  },
  async put(given, api, name) {
    const body = { ...(await entryInFile(given)), ...entryInOptions(given) };
    tell(given, await api.ask("PUT", ["projects", name], { body }));
  },
  async remove(given, api, name) {
    tell(given, await api.ask("DELETE", ["projects", name]));
  },
};

function tell({ isJson }: Given, answer: unknown): void {
  const { project: name, outcome } = changed.parse(answer);
  console.log(
    isJson
      ? JSON.stringify(answer)
      : `${name}: ${outcome === "done" ? "done" : "nothing changed, it is so already"}`,
  );
}

async function entryInFile(given: Given): Promise<object> {
  const file = given.text("file");
  if (file === undefined) return {};
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new UsageError(`--file: ${error.message}`, { cause: error });
  });
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`--file: ${file} holds no JSON object`, { cause: error });
  }
}

function entryInOptions(given: Given): object {
  const requesters = given.texts("requester");
  const entry = {
    owner: given.text("owner"),
    platform: given.text("platform"),
    guideUrl: given.text("guide-url"),
  };
  return {
    ...Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)),
    ...(requesters.length > 0 && { requesters }),
  };
}
