import { z } from "zod";
import type { Person } from "../../person.ts";
import { readState, waitFor } from "./onboarding-state.ts";
import type { Progress, RehearsalDeps, RehearsalRequest, ZoneRecord } from "./ports.ts";

/** One step of a rehearsal. */
export interface Step {
  readonly name: string;
  /** The places to check if the step fails. */
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
    lookAt: "the alarm and log of ReceiveTicketFunction, and WebhookSecret (docs/intake.md)",
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
      if (status !== 202) throw new Error(`the ticket was answered ${status} ${body}`);
      progress.onboardingId = accepted.parse(JSON.parse(body)).onboardingId;
      return progress.onboardingId;
    },
  },
  {
    name: "identity",
    lookAt:
      "the execution in the Step Functions console; the permissions of CreateIdentityFunction (docs/iam.md)",
    async run(progress, _request, deps) {
      const { records } = await waitFor(
        deps,
        idOf(progress),
        15,
        ({ status }) => status === "records_issued",
      );
      return `${records.length} records issued`;
    },
  },
  {
    name: "invitation",
    lookAt: "ops doctor: sandbox, Sender address, quota; the queue DeadNotices; your spam folder",
    async run(progress, { domain, mail }, { person }) {
      const link = (await person.ask(`Paste the set-up link of the mail that ${mail} got: `)).trim();
      if (!LINK.test(link)) throw new Error("that is no set-up link");
      const answer = await fetch(`${link}/status`);
      const { identity } = z.object({ identity: z.string() }).parse(await answer.json());
      if (identity !== domain) throw new Error(`the link is for ${identity}`);
      progress.setupUrl = link;
      return "the link opens the set-up page";
    },
  },
  {
    name: "records",
    lookAt: "route53:ChangeResourceRecordSets of your own credentials",
    async run(progress, { domain }, deps) {
      const { records } = await readState(deps, idOf(progress));
      const zone = await deps.findZone(domain);
      if (zone === undefined) {
        await askToAdd(records, deps.person);
        return "added by hand";
      }
      await zone.create(records);
      progress.zone = zone;
      progress.created = records;
      return `${records.length} created in the zone ${zone.name}`;
    },
  },
  {
    name: "confirmation",
    lookAt: "the log of ReceiveSignalFunction; PublicUrl",
    async run({ setupUrl = "" }) {
      const headers = { accept: "application/json" };
      const answer = await fetch(`${setupUrl}/confirm`, { method: "POST", headers });
      if (!answer.ok) throw new Error(`the set-up page answered ${answer.status}`);
      return "accepted";
    },
  },
  {
    name: "verification",
    lookAt: "ops show; ops doctor: DNS over UDP and TCP; the log of CheckDomainFunction",
    async run(progress, _request, deps) {
      await waitFor(deps, idOf(progress), 180, ({ status }) => VERIFIED.includes(status));
      return "SES has verified the domain";
    },
  },
  {
    name: "configuration",
    lookAt: "the log of ConfigureProjectFunction, and docs/project-configuration.md",
    async run(progress, { domain }, deps) {
      await waitFor(deps, idOf(progress), 15, ({ status }) => status === "ready");
      const { domains } = project.parse(await deps.api.request("GET", ["projects", progress.project]));
      if (!domains.some(({ identity }) => identity === domain))
        throw new Error("the project lacks the domain");
      return "the project has the domain";
    },
  },
  {
    name: "operations notice",
    lookAt: "ops doctor: Operations topic (was the subscription confirmed?)",
    async run(progress, { domain }, deps) {
      await waitFor(deps, idOf(progress), 15, ({ events }) =>
        events.some(({ type, undelivered }) => type === "ready" && !undelivered.includes("ops")),
      );
      await expectYes(deps.person, `Did operations get the notice "Ready: ${domain}"?`);
      return "received";
    },
  },
  {
    name: "test mail",
    lookAt: "ses:SendEmail of your own credentials; ops doctor: sandbox; your spam folder",
    async run({ project: name }, { domain, mail }, deps) {
      await deps.sendTestMail({ project: name, from: `rehearsal@${domain}`, to: mail });
      await expectYes(deps.person, `Did ${mail} get the test message from rehearsal@${domain}?`);
      return "received";
    },
  },
  {
    name: "alarm",
    lookAt: "cloudwatch:SetAlarmState of your own credentials; the subscription of the operations topic",
    async run(_progress, _request, deps) {
      const alarm = await deps.testAlarm();
      if (alarm === undefined) return "skipped: this deployment has no alarms";
      await expectYes(deps.person, `Did operations get the alarm ${alarm}?`);
      return "received";
    },
  },
];

function idOf({ onboardingId }: Progress): string {
  if (onboardingId === undefined) throw new Error("there is no onboarding");
  return onboardingId;
}

async function askToAdd(records: readonly ZoneRecord[], person: Person): Promise<void> {
  person.tell("No zone of this account holds the domain. Please add these records to its DNS:");
  for (const { name, ttl, type, priority, value } of records)
    person.tell(["", name, ttl, type, ...(priority === undefined ? [] : [priority]), value].join("  "));
  await person.ask("Press Enter once they are added. ");
}

async function expectYes(person: Person, question: string): Promise<void> {
  const answer = await person.ask(`${question} [y/n] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error("it was not received");
}
