import { z } from "zod";
import { textsIn } from "#core/words/texts";
import type { Person } from "../../person.ts";
import { readState, waitFor } from "./onboarding-state.ts";
import type { Progress, RehearsalDeps, RehearsalRequest, ZoneRecord } from "./ports.ts";

const { text } = textsIn("en");

/** One step of a rehearsal. */
export interface Step {
  readonly name: string;
  /** Where to search for the cause if the step fails. */
  readonly lookAt: string;
  /** Returns a detail for the report; throws if the step fails. */
  run(progress: Progress, request: RehearsalRequest, deps: RehearsalDeps): Promise<string>;
}

const accepted = z.object({ onboardingId: z.string() });
const project = z.looseObject({ domains: z.array(z.looseObject({ identity: z.string() })) });
const LINK = /^https?:\/\/\S+\/setup\/[\w.-]+$/;

const VERIFIED: readonly string[] = ["verified", "configured", "ready"];

/** All steps, in order. */
export const STEPS: readonly Step[] = [
  {
    name: "ticket",
    lookAt: text("operators.commands.rehearse.at.ticket"),
    async run(progress, { domain, mail }, deps) {
      const entry = { owner: progress.project, requesters: [mail] };
      await deps.api.request("PUT", ["projects", progress.project], { body: entry });
      progress.isRegistered = true;
      const data = {
        ticket: progress.project,
        project: progress.project,
        requester: mail,
        fromAddresses: [`rehearsal@${domain}`],
        replyAddress: mail,
      };
      const { status, body } = await deps.sendTicket({ type: "onboarding.requested", data });
      if (status !== 202)
        throw new Error(text("operators.commands.rehearse.ticket-answer", { status: String(status), body }));
      progress.onboardingId = accepted.parse(JSON.parse(body)).onboardingId;
      return progress.onboardingId;
    },
  },
  {
    name: "identity",
    lookAt: text("operators.commands.rehearse.at.identity"),
    async run(progress, _request, deps) {
      const { records } = await waitFor(
        deps,
        idOf(progress),
        15,
        ({ status }) => status === "records_issued",
      );
      return text("operators.commands.rehearse.issued", { count: records.length });
    },
  },
  {
    name: "invitation",
    lookAt: text("operators.commands.rehearse.at.invitation"),
    async run(progress, { domain, mail }, { person }) {
      const link = (
        await person.ask(`${text("operators.commands.rehearse.paste", { address: mail })}: `)
      ).trim();
      if (!LINK.test(link)) throw new Error(text("operators.commands.rehearse.no-link"));
      const answer = await fetch(`${link}/status`);
      const { identity } = z.object({ identity: z.string() }).parse(await answer.json());
      if (identity !== domain)
        throw new Error(text("operators.commands.rehearse.other-link", { domain: identity }));
      progress.setupUrl = link;
      return text("operators.commands.rehearse.link-opens");
    },
  },
  {
    name: "records",
    lookAt: text("operators.commands.rehearse.at.records"),
    async run(progress, { domain }, deps) {
      const { records } = await readState(deps, idOf(progress));
      const zone = await deps.findZone(domain);
      if (zone === undefined) {
        await askToAdd(records, deps.person);
        return text("operators.commands.rehearse.by-hand");
      }
      await zone.create(records);
      progress.zone = zone;
      progress.created = records;
      return text("operators.commands.rehearse.created", { count: records.length, zone: zone.name });
    },
  },
  {
    name: "confirmation",
    lookAt: text("operators.commands.rehearse.at.confirmation"),
    async run({ setupUrl = "" }) {
      const headers = { accept: "application/json" };
      const answer = await fetch(`${setupUrl}/confirm`, { method: "POST", headers });
      if (!answer.ok)
        throw new Error(text("operators.commands.rehearse.page-answer", { status: String(answer.status) }));
      return text("operators.commands.rehearse.accepted");
    },
  },
  {
    name: "verification",
    lookAt: text("operators.commands.rehearse.at.verification"),
    async run(progress, _request, deps) {
      await waitFor(deps, idOf(progress), 180, ({ status }) => VERIFIED.includes(status));
      return text("operators.commands.rehearse.verified");
    },
  },
  {
    name: "configuration",
    lookAt: text("operators.commands.rehearse.at.configuration"),
    async run(progress, { domain }, deps) {
      await waitFor(deps, idOf(progress), 15, ({ status }) => status === "ready");
      const { domains } = project.parse(await deps.api.request("GET", ["projects", progress.project]));
      if (!domains.some(({ identity }) => identity === domain))
        throw new Error(text("operators.commands.rehearse.no-domain"));
      return text("operators.commands.rehearse.has-domain");
    },
  },
  {
    name: "operations notice",
    lookAt: text("operators.commands.rehearse.at.notice"),
    async run(progress, { domain }, deps) {
      await waitFor(deps, idOf(progress), 15, ({ events }) =>
        events.some(({ type, undelivered }) => type === "ready" && !undelivered.includes("ops")),
      );
      await expectYes(deps.person, text("operators.commands.rehearse.ask-notice", { domain }));
      return text("operators.commands.rehearse.received");
    },
  },
  {
    name: "test mail",
    lookAt: text("operators.commands.rehearse.at.test-mail"),
    async run({ project: name }, { domain, mail }, deps) {
      await deps.sendTestMail({ project: name, from: `rehearsal@${domain}`, to: mail });
      await expectYes(
        deps.person,
        text("operators.commands.rehearse.ask-mail", { to: mail, from: `rehearsal@${domain}` }),
      );
      return text("operators.commands.rehearse.received");
    },
  },
  {
    name: "alarm",
    lookAt: text("operators.commands.rehearse.at.alarm"),
    async run(_progress, _request, deps) {
      const alarm = await deps.testAlarm();
      if (alarm === undefined) return text("operators.commands.rehearse.no-alarms");
      await expectYes(deps.person, text("operators.commands.rehearse.ask-alarm", { alarm }));
      return text("operators.commands.rehearse.received");
    },
  },
];

function idOf({ onboardingId }: Progress): string {
  if (onboardingId === undefined) throw new Error(text("operators.commands.rehearse.no-onboarding"));
  return onboardingId;
}

async function askToAdd(records: readonly ZoneRecord[], person: Person): Promise<void> {
  person.tell(text("operators.commands.rehearse.add-records"));
  for (const { name, ttl, type, priority, value } of records)
    person.tell(["", name, ttl, type, ...(priority === undefined ? [] : [priority]), value].join("  "));
  await person.ask(`${text("operators.commands.rehearse.press-enter")} `);
}

async function expectYes(person: Person, question: string): Promise<void> {
  const answer = await person.ask(`${question} [y/n] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error(text("operators.commands.rehearse.not-received"));
}
