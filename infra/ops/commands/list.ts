import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { columns } from "../columns.ts";
import { type Command, noNames } from "../command.ts";
import { waitingOn } from "../format.ts";
import { operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

const page = z.object({
  onboardings: z.array(
    z.looseObject({
      onboardingId: z.string(),
      identity: z.string(),
      ticket: z.string(),
      status: z.string(),
      waitingOn,
      awaitedSince: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

/** The columns that fit into a terminal's line for most domains; `show` and `--json` show the rest. */
const HEADINGS = ["ONBOARDING", "TICKET", "DOMAIN", "STATUS", "WAITS FOR", "SINCE"];

/** The command `list`. */
export const list: Command = {
  summary: text("operators.commands.list"),
  usages: ["[--needs-us] [--status STATUS] [--project PROJECT] [--domain DOMAIN] [--limit N] [--after ID]"],
  details: [text("operators.commands.list.details")],
  options: {
    "needs-us": { type: "boolean", summary: text("operators.list.needs-us") },
    status: { type: "string", value: "STATUS", summary: text("operators.commands.list.status") },
    project: { type: "string", value: "PROJECT", summary: text("operators.commands.list.project") },
    domain: { type: "string", value: "DOMAIN", summary: text("operators.commands.list.domain") },
    limit: { type: "string", value: "N", summary: text("operators.commands.list.limit") },
    after: { type: "string", value: "ID", summary: text("operators.commands.option.after") },
  },
  async run(input) {
    noNames(input);
    const names = ["status", "project", "domain", "limit", "after"];
    const awaits = input.isOn("needs-us") ? { awaits: "operator" } : {};
    const query = { ...Object.fromEntries(names.map((name) => [name, input.text(name)])), ...awaits };
    const api = await operatorsApi(input.target);
    const answer = page.parse(await api.request("GET", ["onboardings"], { query }));
    if (input.isJson) {
      console.log(JSON.stringify(answer));
      return 0;
    }
    const rows = answer.onboardings.map((one) => [
      one.onboardingId,
      one.ticket,
      one.identity,
      one.status,
      one.waitingOn.whom === "operator" ? "us" : one.waitingOn.whom,
      (one.awaitedSince ?? one.waitingOn.since)?.slice("2026-".length, "2026-11-25".length) ?? "",
    ]);
    console.log(
      rows.length === 0 ? text("operators.commands.none") : columns([HEADINGS, ...rows]).join("\n"),
    );
    if (answer.next !== null) console.log(text("operators.commands.more-rows", { next: answer.next }));
    return 0;
  },
};
