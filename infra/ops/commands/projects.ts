import { readFile } from "node:fs/promises";
import * as z from "zod";
import { UsageError } from "../../command-line.ts";
import { parseGivenJson } from "../../given-json.ts";
import { columns } from "../columns.ts";
import type { Command, CommandInput } from "../command.ts";
import { TABLE_OPTION } from "../deployment.ts";
import { formatActor, formatTime } from "../format.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";
import { configure } from "./projects-configure.ts";

const project = z.looseObject({
  project: z.string(),
  owner: z.string(),
  platform: z.string(),
  guideUrl: z.string().nullable(),
  language: z.string().nullable(),
  requesters: z.array(z.string()),
  domains: z.array(z.looseObject({ identity: z.string() })),
});

const page = z.object({ projects: z.array(project), next: z.string().nullable() });
const shown = project.extend({
  paused: z.looseObject({ because: z.string() }).nullable(),
  changes: z.array(
    z.looseObject({
      at: z.string().nullable(),
      type: z.string(),
      by: z.string(),
      because: z.string().optional(),
    }),
  ),
});
const changed = z.object({ project: z.string(), outcome: z.string() });

const HEADINGS = ["PROJECT", "OWNER", "PLATFORM", "DOMAINS", "MAY ASK"];

/** The command `projects`. */
export const projects: Command = {
  summary: "manages the registry of projects: owner, platform, and the requesters who are known",
  usages: [
    "list [--after PROJECT]",
    "show PROJECT",
    "put PROJECT --owner OWNER [--platform ses|other] [--guide-url URL] [--requester WHO]...",
    "put PROJECT --file ENTRY.json",
    "remove PROJECT",
    "configure (PROJECT | --all [--after PROJECT]) [--yes]",
  ],
  details: [
    "put replaces the whole entry of a project. A file holds an object with",
    "owner, platform, guideUrl, requesters, language and configuration (docs/project-configuration.md); options",
    "override it. A project with domains can't be removed.",
    "configure brings domains that are ready to what is declared for their project now: tags, configuration set,",
    "tenant, reputation policy and suppression. Without --yes it lists what it would do. It can be repeated, and",
    "--after goes on after the last project that it named. docs/iam.md lists the permissions.",
  ],
  options: {
    owner: { type: "string", value: "OWNER", summary: "the customer whose project it is" },
    platform: {
      type: "string",
      value: "ses|other",
      summary: "the platform that it sends through; default ses",
    },
    "guide-url": { type: "string", value: "URL", summary: "a guide for customers of another platform" },
    language: { type: "string", value: "TAG", summary: "the language of its messages, such as de" },
    requester: {
      type: "string",
      multiple: true,
      value: "WHO",
      summary: "a known requester: an address, or @domain",
    },
    file: { type: "string", value: "FILE", summary: "an entry as JSON" },
    after: { type: "string", value: "PROJECT", summary: "start after this one" },
    all: { type: "boolean", summary: "configure: every project" },
    yes: { type: "boolean", summary: "configure: do it" },
    ...TABLE_OPTION,
  },
  async run(input) {
    const [subcommand, name, ...others] = input.positionals;
    if (subcommand === "configure" && others.length === 0) return configure(input, name);
    if (subcommand === undefined || !Object.hasOwn(SUBCOMMANDS, subcommand))
      throw new UsageError(`which subcommand: ${[...Object.keys(SUBCOMMANDS), "configure"].join(", ")}`);
    if ((subcommand === "list") !== (name === undefined) || others.length > 0)
      throw new UsageError(
        subcommand === "list" ? "list takes no project" : "say which project, one at a time",
      );
    await SUBCOMMANDS[subcommand]?.(input, () => operatorsApi(input.target), name ?? "");
    return 0;
  },
};

const SUBCOMMANDS: Readonly<
  Record<string, (input: CommandInput, open: () => Promise<OperatorsApi>, name: string) => Promise<void>>
> = {
  async list(input, open) {
    const api = await open();
    const answer = page.parse(
      await api.request("GET", ["projects"], { query: { after: input.text("after") } }),
    );
    if (input.isJson) return console.log(JSON.stringify(answer));
    const rows = answer.projects.map((one) => [
      one.project,
      one.owner,
      one.platform,
      one.domains.map(({ identity }) => identity).join(", "),
      one.requesters.join(", "),
    ]);
    console.log(rows.length === 0 ? "None." : columns([HEADINGS, ...rows]).join("\n"));
    if (answer.next !== null) console.log(`There may be more: add --after "${answer.next}"`);
  },
  async show(input, open, name) {
    const api = await open();
    const answer = shown.parse(await api.request("GET", ["projects", name]));
    if (input.isJson) return console.log(JSON.stringify(answer));
    const facts = [
      ["project", answer.project],
      ["owner", answer.owner],
      ["platform", answer.platform],
      ["guide", answer.guideUrl ?? "-"],
      ["language", answer.language ?? "-"],
      ["may ask", answer.requesters.join(", ") || "anyone an operator approves"],
      ["domains", answer.domains.map(({ identity }) => identity).join(", ") || "-"],
      ["paused", answer.paused === null ? "-" : answer.paused.because],
      ...answer.changes.map(({ at, type, by, because }) => [
        formatTime(at),
        `${type} by ${formatActor(by)}${because === undefined ? "" : `: ${because}`}`,
      ]),
    ];
    console.log(columns(facts).join("\n"));
  },
  async put(input, open, name) {
    const body = { ...(await entryInFile(input)), ...entryInOptions(input) };
    const api = await open();
    printResult(input, await api.request("PUT", ["projects", name], { body }));
  },
  async remove(input, open, name) {
    const api = await open();
    printResult(input, await api.request("DELETE", ["projects", name]));
  },
};

function printResult({ isJson }: CommandInput, answer: unknown): void {
  const { project: name, outcome } = changed.parse(answer);
  console.log(
    isJson ? JSON.stringify(answer) : `${name}: ${outcome === "done" ? "done" : "nothing changed"}`,
  );
}

async function entryInFile(input: CommandInput): Promise<object> {
  const file = input.text("file");
  if (file === undefined) return {};
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? `there is no file ${file}` : error.message;
    throw new UsageError(`--file: ${reason}`, { cause: error });
  });
  const entry = z.record(z.string(), z.unknown()).safeParse(parseGivenJson(`--file: ${file}`, text));
  if (!entry.success) throw new UsageError(`--file: ${file} holds no JSON object`);
  return entry.data;
}

function entryInOptions(input: CommandInput): object {
  const requesters = input.texts("requester");
  const entry = {
    owner: input.text("owner"),
    platform: input.text("platform"),
    guideUrl: input.text("guide-url"),
    language: input.text("language"),
  };
  return {
    ...Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)),
    ...(requesters.length > 0 && { requesters }),
  };
}
