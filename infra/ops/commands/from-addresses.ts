import * as z from "zod";
import { printable } from "#core/names/printable";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { wrapped } from "../../wrapped.ts";
import { columns } from "../columns.ts";
import { type Command, type CommandInput, demandProjectName, noNames } from "../command.ts";
import { demandSegment, type OperatorsApi, operatorsApi, RefusedError } from "../operators-api.ts";

const { text } = textsIn("en");

const entry = z.looseObject({
  address: z.string(),
  isDefault: z.boolean(),
  state: z.string(),
  inUse: z.unknown(),
  replyAddress: z.string().optional(),
  words: z.array(z.string()),
  alignment: z.looseObject({ dmarc: z.string() }),
});
const refusal = z.looseObject({
  address: z.string(),
  refusals: z.array(z.object({ reason: z.string(), way: z.string() })),
});
const listed = z.object({ fromAddresses: z.array(entry), refused: z.array(refusal).default([]) });
const added = z.object({ accepted: z.array(entry), refused: z.array(refusal) });
const report = z.looseObject({ words: z.array(z.string()) });

const HEADINGS = ["ADDRESS", "STATE", "DMARC", "REPLIES TO", ""];

/** Some of the addresses were refused. */
const REFUSED = 1;

/** The command `from-addresses`. */
export const fromAddresses: Command = {
  summary: text("operators.commands.from-addresses"),
  usages: [
    "list PROJECT",
    "add PROJECT ADDRESS... [--reply ADDRESS] [--name NAME] [--no-mailbox] [--override WHY]",
    "default PROJECT ADDRESS",
    "in-use PROJECT ADDRESS [--off]",
    "remove PROJECT ADDRESS [--because WHY]",
    "alignment PROJECT ADDRESS",
  ],
  details: [text("operators.commands.from-addresses.details")],
  options: {
    name: { type: "string", value: "NAME", summary: text("operators.commands.from-addresses.name") },
    reply: { type: "string", value: "ADDRESS", summary: text("operators.commands.from-addresses.reply") },
    "no-mailbox": { type: "boolean", summary: text("operators.commands.from-addresses.no-mailbox") },
    override: { type: "string", value: "WHY", summary: text("operators.commands.from-addresses.override") },
    off: { type: "boolean", summary: text("operators.commands.from-addresses.off") },
    because: { type: "string", value: "WHY", summary: text("operators.commands.from-addresses.because") },
  },
  subcommands: {
    list: [],
    add: ["reply", "name", "no-mailbox", "override"],
    default: [],
    "in-use": ["off"],
    remove: ["because"],
    alignment: [],
  },
  async run(input) {
    const [subcommand = "", project, ...addresses] = input.positionals;
    if (project === undefined)
      throw new UsageError(text("operators.commands.error.name", { what: "project" }));
    demandProjectName(project);
    const open = () => operatorsApi(input.target);
    return (await SUBCOMMANDS[subcommand]?.(input, open, project, addresses)) ?? 0;
  },
};

type Subcommand = (
  input: CommandInput,
  open: () => Promise<OperatorsApi>,
  project: string,
  addresses: readonly string[],
) => Promise<number>;

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  async list(input, open, project, addresses) {
    noNames({ positionals: addresses });
    return print(input, listed.parse(await (await open()).request("GET", pathOf(project))));
  },
  async add(input, open, project, addresses) {
    if (addresses.length === 0)
      throw new UsageError(text("operators.commands.error.name", { what: "other" }));
    const [displayName, replyAddress, override] = ["name", "reply", "override"].map(input.text);
    const settings = {
      ...(displayName !== undefined && { displayName }),
      ...(replyAddress !== undefined && { replyAddress }),
      ...(input.isOn("no-mailbox") && { mailboxExists: false }),
    };
    const body = {
      addresses: addresses.map((address) => ({ address, ...settings })),
      ...(override !== undefined && { override }),
    };
    const api = await open();
    const { accepted, refused } = added.parse(
      await orRefused(api.request("POST", pathOf(project), { body })),
    );
    if (input.isJson) console.log(JSON.stringify({ accepted, refused }));
    else for (const line of [...tableOf(accepted), ...refusedLines(refused)]) console.log(line);
    return refused.length === 0 ? 0 : REFUSED;
  },
  async default(input, open, project, addresses) {
    const path = [...pathOf(project), only(addresses), "default"];
    return print(input, listed.parse(await (await open()).request("POST", path, { body: {} })));
  },
  async "in-use"(input, open, project, addresses) {
    const body = { inUse: !input.isOn("off") };
    const path = [...pathOf(project), only(addresses)];
    return print(input, listed.parse(await (await open()).request("PATCH", path, { body })));
  },
  async remove(input, open, project, addresses) {
    const query = { because: input.text("because") };
    const path = [...pathOf(project), only(addresses)];
    return print(input, listed.parse(await (await open()).request("DELETE", path, { query })));
  },
  async alignment(input, open, project, addresses) {
    const path = [...pathOf(project), only(addresses), "alignment"];
    const answer = report.parse(await (await open()).request("GET", path));
    if (input.isJson) console.log(JSON.stringify(answer));
    else for (const line of answer.words.flatMap((line) => wrapped(line))) console.log(line);
    return 0;
  },
};

/** The API answers with an error if all addresses are refused; here that is a normal result. */
async function orRefused(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RefusedError) return { accepted: [], refused: error.refused };
    throw error;
  }
}

function pathOf(project: string): string[] {
  return ["projects", project, "from-addresses"];
}

function only([address, ...others]: readonly string[]): string {
  if (address === undefined) throw new UsageError(text("operators.commands.error.name", { what: "other" }));
  if (others.length > 0)
    throw new UsageError(
      text("operators.commands.error.one-name", { what: "other", others: printable(others.join(" ")) }),
    );
  demandSegment(address);
  return address;
}

function print({ isJson }: CommandInput, answer: z.infer<typeof listed>): number {
  if (isJson) console.log(JSON.stringify(answer));
  else {
    const { fromAddresses: entries, refused } = answer;
    const lines = entries.length === 0 ? [text("operators.commands.none")] : tableOf(entries);
    for (const line of [...lines, ...refusedLines(refused)]) console.log(line);
  }
  return 0;
}

function tableOf(entries: readonly z.infer<typeof entry>[]): string[] {
  const rows = entries.map(({ address, state, alignment, replyAddress, isDefault, inUse }) => [
    address,
    state,
    alignment.dmarc,
    replyAddress ?? "-",
    [...(isDefault ? ["default"] : []), ...(inUse === null ? [] : ["in use"])].join(", "),
  ]);
  return rows.length === 0 ? [] : columns([HEADINGS, ...rows]);
}

function refusedLines(refused: readonly z.infer<typeof refusal>[]): string[] {
  return refused.flatMap(({ address, refusals }) => [
    printable(text("operators.commands.from-addresses.refused", { address })),
    ...refusals.flatMap(({ reason, way }) => wrapped(printable(`${reason} ${way}`), "  ")),
  ]);
}
