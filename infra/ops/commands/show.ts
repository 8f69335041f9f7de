import * as z from "zod";
import { printable } from "#core/names/printable";
import { textsIn } from "#core/words/texts";
import { wrapped } from "../../diagnose/paint.ts";
import { columns } from "../columns.ts";
import { type Command, type CommandInput, onlyName } from "../command.ts";
import { findExactOnboarding, findOnboarding } from "../find-onboarding.ts";
import { formatActor, formatTime, formatWaiting, waitingOn } from "../format.ts";
import { type OperatorsApi, operatorsApi } from "../operators-api.ts";

const { text } = textsIn("en");

const time = z.string().nullable();

const details = z.looseObject({
  onboardingId: z.string(),
  identity: z.string(),
  mailFrom: z.string(),
  status: z.string(),
  customerSees: z.string(),
  project: z.string(),
  owner: z.string(),
  source: z.string(),
  ticket: z.string(),
  requester: z.string(),
  waitingOn,
  nextLookAt: time,
  lapsesAt: time,
  sesGivesUpAt: time,
  lastLookAt: time,
  linkVersion: z.number(),
  execution: z.string(),
  closedBecause: z.string().nullable(),
  awaitedSince: time,
  approvable: z.array(z.string()),
  isAssignable: z.boolean(),
  decision: z.object({ next: z.string() }).nullable(),
  approval: z.object({ leadsTo: z.string(), changes: z.array(z.string()) }).nullable(),
  mutedAt: time,
  withoutMailFrom: z.object({ at: time, by: z.string() }).nullable(),
  records: z.array(z.looseObject({ type: z.string(), name: z.string(), state: z.string(), rightAt: time })),
  findings: z.array(z.looseObject({ severity: z.string(), fix: z.string() })),
  events: z.array(
    z.looseObject({
      at: time,
      type: z.string(),
      by: z.string(),
      told: z.array(z.string()),
      undelivered: z.array(z.string()),
      putOff: z.array(z.object({ recipient: z.string(), until: time })),
    }),
  ),
});

type Details = z.infer<typeof details>;

const TEXT_WIDTH = 98;

/** The command `show`. */
export const show: Command = {
  summary: text("operators.commands.show"),
  usages: ["TICKET|DOMAIN|ADDRESS|ID [--link --because REASON]"],
  details: [text("operators.commands.show.details"), text("operators.show.link-details")],
  options: {
    link: { type: "boolean", summary: text("operators.show.link") },
    because: { type: "string", value: "REASON", summary: text("operators.show.because") },
  },
  async run(input) {
    const named = onlyName(input, "onboarding", linkFaults(input));
    const api = await operatorsApi(input.target);
    if (input.isOn("link")) return showLink(await findExactOnboarding(named, api), input, api);
    const onboardingId = await findOnboarding(named, api);
    const answer = details.parse(await api.request("GET", ["onboardings", onboardingId]));
    console.log(input.isJson ? JSON.stringify(answer) : linesOf(answer).join("\n"));
    return 0;
  },
};

const shownLink = z.looseObject({ url: z.string() });

/** A link is shown with a reason, and a reason is for a link. */
function linkFaults(input: CommandInput): readonly string[] {
  if (input.isOn("link") === (input.text("because") !== undefined)) return [];
  return [text("operators.show.because-missing")];
}

/** Shows the set-up link alone, so that it is not printed by accident. */
async function showLink(onboardingId: string, input: CommandInput, api: OperatorsApi): Promise<number> {
  const because = input.text("because");
  const answer = await api.request("POST", ["setup-links", onboardingId], { body: { because } });
  console.log(input.isJson ? JSON.stringify(answer) : shownLink.parse(answer).url);
  return 0;
}

function linesOf(one: Details): string[] {
  const { records, findings, events } = one;
  return [
    ...columns(factsOf(one)),
    ...approvalLines(one),
    ...decisionLines(one),
    ...(records.length === 0
      ? []
      : ["", ...columns([["RECORD", "NAME", "STATE", "LAST RIGHT"], ...records.map(recordRow)])]),
    ...findings.flatMap(({ severity, fix }) => ["", ...indented(`${severity}: ${fix}`)]),
    "",
    ...columns([["WHEN", "EVENT", "BY", "NOTICES TO", "NOT SENT"], ...events.map(eventRow)]),
  ];
}

function factsOf(one: Details): string[][] {
  const { ticket, source, requester, withoutMailFrom, mutedAt, approvable, closedBecause } = one;
  const waits = { ...one.waitingOn, since: one.awaitedSince ?? one.waitingOn.since };
  return [
    ["onboarding", one.onboardingId],
    ["domain", text("operators.commands.show.domain", { domain: one.identity, mailFrom: one.mailFrom })],
    ["project", text("operators.commands.show.project", { project: one.project, owner: one.owner })],
    ["ticket", text("operators.commands.show.ticket", { ticket, source, requester })],
    ["status", closedBecause === null ? one.status : `${one.status}: ${closedBecause}`],
    ["customer reads", one.customerSees],
    [
      "waits for",
      waits.until === null
        ? formatWaiting(waits)
        : text("operators.commands.show.until", { party: formatWaiting(waits), at: formatTime(waits.until) }),
    ],
    ["last check", formatTime(one.lastLookAt)],
    ["next full check", formatTime(one.nextLookAt)],
    ["open until", formatTime(one.lapsesAt)],
    ...(one.sesGivesUpAt === null ? [] : [["SES gives up", formatTime(one.sesGivesUpAt)]]),
    ["link version", String(one.linkVersion)],
    ["execution", one.execution],
    ...(withoutMailFrom === null ? [] : [["without MAIL FROM", approvedBy(withoutMailFrom)]]),
    ...(mutedAt === null
      ? []
      : [["muted", text("operators.commands.show.since", { at: formatTime(mutedAt) })]]),
    ...(approvable.length === 0 ? [] : [["approve --what", approvable.join(", ")]]),
  ];
}

function approvedBy({ at, by }: NonNullable<Details["withoutMailFrom"]>): string {
  return text("operators.commands.show.approved", { at: formatTime(at), who: formatActor(by) });
}

/** What an operator has to do; only an operator knows whose an identity is that was made by hand. */
function decisionLines({ decision, isAssignable, onboardingId, owner }: Details): string[] {
  return [
    ...(isAssignable ? [text("operators.commands.show.hand-over", { owner, onboarding: onboardingId })] : []),
    ...(decision === null ? [] : [decision.next]),
  ].flatMap((next) => ["", ...indented(next)]);
}

/** The effect of approving the request, with a warning for each thing that runs and would change. */
function approvalLines({ approval }: Details): string[] {
  if (approval === null) return [];
  const { leadsTo, changes } = approval;
  return [
    "",
    ...indented(text("operators.commands.show.request", { result: leadsTo })),
    ...changes.flatMap((change) => indented(text("operators.commands.show.change", { change }))),
  ];
}

function recordRow({ type, name, state, rightAt }: Details["records"][number]): string[] {
  return [type, name, state, formatTime(rightAt)];
}

/** The recipients that are programs: their notices are in the output for programs alone. */
const PROGRAMS = ["bus", "platform"];

function eventRow({ at, type, by, told, undelivered, putOff }: Details["events"][number]): string[] {
  const readers = told.filter((recipient) => !PROGRAMS.includes(recipient)).join(", ");
  const delayed = putOff.map(({ recipient, until }) =>
    text("operators.commands.show.reader-at", { reader: recipient, at: formatTime(until).slice(5, 16) }),
  );
  const pending = [
    ...(undelivered.length === 0
      ? []
      : [text("operators.commands.show.undelivered", { readers: undelivered.join(", ") })]),
    ...(delayed.length === 0
      ? []
      : [text("operators.commands.show.put-off", { readers: delayed.join(", ") })]),
  ];
  return [formatTime(at), type, formatActor(by), readers, pending.join("; ")];
}

function indented(line: string): string[] {
  return wrapped(printable(line), TEXT_WIDTH).map((part) => `  ${part}`);
}
