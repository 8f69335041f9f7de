import { z } from "zod";
import { columns } from "../columns.ts";
import { type Command, noNames } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";
import { waitingOn } from "../words.ts";

const page = z.object({
  onboardings: z.array(
    z.looseObject({
      onboardingId: z.string(),
      identity: z.string(),
      project: z.string(),
      status: z.string(),
      waitingOn,
    }),
  ),
  next: z.string().nullable(),
});

const HEADINGS = ["ONBOARDING", "DOMAIN", "PROJECT", "STATUS", "WAITS FOR", "SINCE"];

/** `list`. */
export const list: Command = {
  says: "onboardings, the newest first, each with whom it waits for",
  usages: ["[--status STATUS] [--project PROJECT] [--domain DOMAIN] [--limit N] [--after ID]"],
  details: ["SINCE is month and day; show has all of it."],
  options: {
    status: { type: "string", value: "STATUS", says: "such as held, records_issued, failed or ready" },
    project: { type: "string", value: "PROJECT", says: "of this project" },
    domain: { type: "string", value: "DOMAIN", says: "at this domain, below it or above it" },
    limit: { type: "string", value: "N", says: "at most so many, up to 100; 25 without it" },
    after: { type: "string", value: "ID", says: "goes on after this one" },
  },
  async run(given) {
    noNames(given);
    const names = ["status", "project", "domain", "limit", "after"];
    const query = Object.fromEntries(names.map((name) => [name, given.text(name)]));
    const api = await operatorsApi(given.where);
    const answer = page.parse(await api.ask("GET", ["onboardings"], { query }));
    if (given.isJson) {
      console.log(JSON.stringify(answer));
      return 0;
    }
    const rows = answer.onboardings.map((one) => [
      one.onboardingId,
      one.identity,
      one.project,
      one.status,
      one.waitingOn.whom,
      one.waitingOn.since?.slice("2026-".length, "2026-11-25".length) ?? "",
    ]);
    console.log(rows.length === 0 ? "There is none." : columns([HEADINGS, ...rows]).join("\n"));
    if (answer.next !== null) console.log(`There may be more: --after ${answer.next}`);
    return 0;
  },
};
