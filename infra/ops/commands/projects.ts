import { readFile } from "node:fs/promises";
import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { parseGivenJson } from "../../given-json.ts";
import { columns } from "../columns.ts";
import { type Command, type CommandInput, demandProjectName } from "../command.ts";
import { TABLE_OPTION } from "../deployment.ts";
import { formatActor, formatTime } from "../format.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";
import { configure } from "./projects-configure.ts";

const { text } = textsIn("en");

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
const changed = z.object({ project: z.string(), outcome: z.string(), because: z.string().optional() });

const HEADINGS = ["PROJECT", "OWNER", "PLATFORM", "DOMAINS", "MAY ASK"];

/** The command `projects`. */
export const projects: Command = {
  summary: text("operators.commands.projects"),
  usages: [
    "list [--after PROJECT]",
    "show PROJECT",
    "put PROJECT --owner OWNER [--platform ses|other] [--guide-url URL] [--language TAG] [--requester WHO]...",
    "put PROJECT --file ENTRY.json",
    "remove PROJECT",
    "configure (PROJECT | --all [--after PROJECT]) [--yes] [--table NAME]",
  ],
  details: [
    text("operators.commands.projects.put-details"),
    text("operators.commands.projects.configure-details"),
  ],
  options: {
    owner: { type: "string", value: "OWNER", summary: text("operators.commands.projects.owner") },
    platform: {
      type: "string",
      value: "ses|other",
      summary: text("operators.commands.projects.platform"),
    },
    "guide-url": { type: "string", value: "URL", summary: text("operators.commands.projects.guide-url") },
    language: { type: "string", value: "TAG", summary: text("operators.commands.projects.language") },
    requester: {
      type: "string",
      multiple: true,
      value: "WHO",
      summary: text("operators.commands.projects.requester"),
    },
    file: { type: "string", value: "FILE", summary: text("operators.commands.projects.file") },
    after: { type: "string", value: "PROJECT", summary: text("operators.commands.option.after") },
    all: { type: "boolean", summary: text("operators.commands.projects.all") },
    yes: { type: "boolean", summary: text("operators.commands.projects.yes") },
    ...TABLE_OPTION,
  },
  subcommands: {
    list: ["after"],
    show: [],
    put: ["owner", "platform", "guide-url", "language", "requester", "file"],
    remove: [],
    configure: ["all", "after", "yes", "table"],
  },
  async run(input) {
    const [subcommand = "", name, ...others] = input.positionals;
    demandProjectName(name);
    if (subcommand === "configure" && others.length === 0) return configure(input, name);
    if ((subcommand === "list") !== (name === undefined) || others.length > 0)
      throw new UsageError(
        subcommand === "list"
          ? text("operators.commands.projects.list-takes-none")
          : text("operators.commands.projects.one"),
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
    console.log(
      rows.length === 0 ? text("operators.commands.none") : columns([HEADINGS, ...rows]).join("\n"),
    );
    if (answer.next !== null) console.log(text("operators.commands.more-rows", { next: `"${answer.next}"` }));
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
      ["may ask", answer.requesters.join(", ") || text("operators.commands.projects.anyone")],
      ["domains", answer.domains.map(({ identity }) => identity).join(", ") || "-"],
      ["paused", answer.paused === null ? "-" : answer.paused.because],
      ...answer.changes.map(({ at, type, by, because }) => [
        formatTime(at),
        because === undefined
          ? text("operators.commands.projects.change", { type, who: formatActor(by) })
          : text("operators.commands.projects.change-because", { type, who: formatActor(by), because }),
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
  const { project: name, outcome, because } = changed.parse(answer);
  const result = text("operators.commands.projects.result", {
    project: name,
    outcome: outcome === "done" ? "done" : "other",
  });
  const line = because === undefined ? result : `${result}. ${because}`;
  console.log(isJson ? JSON.stringify(answer) : line);
}

async function entryInFile(input: CommandInput): Promise<object> {
  const file = input.text("file");
  if (file === undefined) return {};
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason =
      error.code === "ENOENT" ? text("operators.commands.projects.no-file", { file }) : error.message;
    throw new UsageError(`--file: ${reason}`, { cause: error });
  });
  const entry = z.record(z.string(), z.unknown()).safeParse(parseGivenJson(`--file: ${file}`, content));
  if (!entry.success) throw new UsageError(text("operators.commands.projects.no-object", { file }));
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
