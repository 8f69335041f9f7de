import { z } from "zod";
import { printable } from "#core/names/printable";
import { UsageError } from "../../command-line.ts";
import { wrapped } from "../../wrapped.ts";
import { columns } from "../columns.ts";
import type { Command, Given } from "../command.ts";
import { type OperatorsApi, operatorsApi, RefusedError } from "../operators-api.ts";

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

/** `from-addresses`. */
export const fromAddresses: Command = {
  says: "what a project may send from, and how each address stands under DMARC",
  usages: [
    "list PROJECT",
    "add PROJECT ADDRESS... [--reply ADDRESS] [--name NAME] [--no-mailbox] [--override WHY]",
    "default PROJECT ADDRESS",
    "in-use PROJECT ADDRESS [--off]",
    "remove PROJECT ADDRESS [--because WHY]",
    "alignment PROJECT ADDRESS",
  ],
  details: [
    "An address is taken if a verified domain of the project's owner covers it and its mail would not fail",
    "DMARC. add ends with 1 if any address was refused; each is listed with its reasons and the way forward.",
  ],
  options: {
    name: { type: "string", value: "NAME", says: "the display name, of all that are added" },
    reply: { type: "string", value: "ADDRESS", says: "where replies go, of all that are added" },
    "no-mailbox": { type: "boolean", says: "nobody has these mailboxes" },
    override: { type: "string", value: "WHY", says: "takes them although they fail DMARC" },
    off: { type: "boolean", says: "nothing is sent from it any more" },
    because: { type: "string", value: "WHY", says: "removes it although it is the last one, or in use" },
  },
  async run(given) {
    const [way = "", project, ...addresses] = given.names;
    const act = Object.hasOwn(WAYS, way) ? WAYS[way] : undefined;
    if (act === undefined) throw new UsageError(`say what to do: ${Object.keys(WAYS).join(", ")}`);
    if (project === undefined) throw new UsageError("say which project");
    return act(given, await operatorsApi(given.where), project, addresses);
  },
};

type Way = (
  given: Given,
  api: OperatorsApi,
  project: string,
  addresses: readonly string[],
) => Promise<number>;

const WAYS: Readonly<Record<string, Way>> = {
  async list(given, api, project) {
    return tell(given, listed.parse(await api.ask("GET", pathOf(project))));
  },
  async add(given, api, project, addresses) {
    if (addresses.length === 0) throw new UsageError("say which address");
    const [displayName, replyAddress, override] = ["name", "reply", "override"].map(given.text);
    const said = {
      ...(displayName !== undefined && { displayName }),
      ...(replyAddress !== undefined && { replyAddress }),
      ...(given.isOn("no-mailbox") && { mailboxExists: false }),
    };
    const body = {
      addresses: addresses.map((address) => ({ address, ...said })),
      ...(override !== undefined && { override }),
    };
    const { accepted, refused } = added.parse(await orRefused(api.ask("POST", pathOf(project), { body })));
    if (given.isJson) console.log(JSON.stringify({ accepted, refused }));
    else for (const line of [...tableOf(accepted), ...refusedLines(refused)]) console.log(line);
    return refused.length === 0 ? 0 : REFUSED;
  },
  async default(given, api, project, addresses) {
    const path = [...pathOf(project), only(addresses), "default"];
    return tell(given, listed.parse(await api.ask("POST", path, { body: {} })));
  },
  async "in-use"(given, api, project, addresses) {
    const body = { inUse: !given.isOn("off") };
    const path = [...pathOf(project), only(addresses)];
    return tell(given, listed.parse(await api.ask("PATCH", path, { body })));
  },
  async remove(given, api, project, addresses) {
    const query = { because: given.text("because") };
    const path = [...pathOf(project), only(addresses)];
    return tell(given, listed.parse(await api.ask("DELETE", path, { query })));
  },
  async alignment(given, api, project, addresses) {
    const answer = report.parse(await api.ask("GET", [...pathOf(project), only(addresses), "alignment"]));
    if (given.isJson) console.log(JSON.stringify(answer));
    else for (const line of answer.words.flatMap((words) => wrapped(words))) console.log(line);
    return 0;
  },
};

/** That all are refused is a problem to the API; to us it is an answer like any other. */
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
  if (address === undefined) throw new UsageError("say which address");
  if (others.length > 0) throw new UsageError(`one address at a time, not also ${others.join(" ")}`);
  return address;
}

function tell({ isJson }: Given, answer: z.infer<typeof listed>): number {
  if (isJson) console.log(JSON.stringify(answer));
  else {
    const { fromAddresses: entries, refused } = answer;
    const lines = entries.length === 0 ? ["There is none."] : tableOf(entries);
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
    printable(`refused: ${address}`),
    ...refusals.flatMap(({ reason, way }) => wrapped(printable(`${reason} ${way}`), "  ")),
  ]);
}
