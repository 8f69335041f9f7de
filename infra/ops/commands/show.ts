import { z } from "zod";
import { printable } from "#core/names/printable";
import { wrapped } from "../../diagnose/paint.ts";
import { columns } from "../columns.ts";
import { type Command, onlyName } from "../command.ts";
import { operatorsApi } from "../operators-api.ts";
import { byWords, timeWords, waitingOn, waitingWords } from "../words.ts";

const time = z.string().nullable();

const details = z.looseObject({
  onboardingId: z.string(),
  identity: z.string(),
  mailFrom: z.string(),
  status: z.string(),
  project: z.string(),
  owner: z.string(),
  source: z.string(),
  ticket: z.string(),
  requester: z.string(),
  waitingOn,
  nextLookAt: time,
  lapsesAt: time,
  lastLookAt: time,
  linkVersion: z.number(),
  execution: z.string(),
  closedBecause: z.string().nullable(),
  approvable: z.array(z.string()),
  mutedAt: time,
  withoutMailFrom: z.object({ at: time, by: z.string() }).nullable(),
  records: z.array(z.looseObject({ type: z.string(), name: z.string(), state: z.string(), rightAt: time })),
  findings: z.array(z.looseObject({ severity: z.string(), fix: z.string() })),
  events: z.array(
    z.looseObject({ at: time, type: z.string(), by: z.string(), undelivered: z.array(z.string()) }),
  ),
});

type Details = z.infer<typeof details>;

const TEXT_WIDTH = 98;

/** `show`. */
export const show: Command = {
  says: "one onboarding: its records, what happened, and whom it waits for",
  usages: ["ID"],
  details: [],
  options: {},
  async run(given) {
    const onboardingId = onlyName(given, "onboarding");
    const api = await operatorsApi(given.where);
    const answer = details.parse(await api.ask("GET", ["onboardings", onboardingId]));
    console.log(given.isJson ? JSON.stringify(answer) : linesOf(answer).join("\n"));
    return 0;
  },
};

function linesOf(one: Details): string[] {
  const { records, findings, events } = one;
  return [
    ...columns(factsOf(one)),
    ...(records.length === 0
      ? []
      : ["", ...columns([["RECORD", "NAME", "STATE", "LAST RIGHT"], ...records.map(recordRow)])]),
    ...findings.flatMap(({ severity, fix }) => ["", ...indented(`${severity}: ${fix}`)]),
    "",
    ...columns([["WHEN", "EVENT", "BY", "NOT DELIVERED TO"], ...events.map(eventRow)]),
  ];
}

function factsOf(one: Details): string[][] {
  const { waitingOn: waits, withoutMailFrom, mutedAt, approvable, closedBecause } = one;
  return [
    ["onboarding", one.onboardingId],
    ["domain", `${one.identity}, MAIL FROM ${one.mailFrom}`],
    ["project", `${one.project} of ${one.owner}`],
    ["ticket", `${one.ticket} (${one.source}), by ${one.requester}`],
    ["status", closedBecause === null ? one.status : `${one.status}: ${closedBecause}`],
    [
      "waits for",
      waits.until === null ? waitingWords(waits) : `${waitingWords(waits)}, until ${timeWords(waits.until)}`,
    ],
    ["last look", timeWords(one.lastLookAt)],
    ["next look", timeWords(one.nextLookAt)],
    ["open until", timeWords(one.lapsesAt)],
    ["link version", String(one.linkVersion)],
    ["execution", one.execution],
    ...(withoutMailFrom === null
      ? []
      : [
          [
            "without MAIL FROM",
            `approved ${timeWords(withoutMailFrom.at)} by ${byWords(withoutMailFrom.by)}`,
          ],
        ]),
    ...(mutedAt === null ? [] : [["muted", `since ${timeWords(mutedAt)}`]]),
    ...(approvable.length === 0 ? [] : [["approve --what", approvable.join(", ")]]),
  ];
}

function recordRow({ type, name, state, rightAt }: Details["records"][number]): string[] {
  return [type, name, state, timeWords(rightAt)];
}

function eventRow({ at, type, by, undelivered }: Details["events"][number]): string[] {
  return [timeWords(at), type, byWords(by), undelivered.join(", ")];
}

function indented(text: string): string[] {
  return wrapped(printable(text), TEXT_WIDTH).map((line) => `  ${line}`);
}
