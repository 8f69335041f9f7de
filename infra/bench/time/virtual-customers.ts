import { checkOnPage, confirmOnPage, hasUnseenSignal } from "#core/onboarding/changes/signals";
import { changeOnboarding } from "#core/onboarding/store";
import { NO_RULES } from "#core/tickets/domain-rules";
import { openOnboarding } from "../../../functions/receive-ticket/open-onboarding.ts";
import type { CustomerAction } from "./course.ts";
import type { Disturbance } from "./disturbance.ts";
import type { Ports } from "./functions.ts";
import type { Insist } from "./insistence.ts";
import { CHALLENGE_TOKEN, REGION } from "./life.ts";
import type { VirtualMachine } from "./machine.ts";
import type { Payments } from "./payments.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The parts that the customers use. */
interface CustomersOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly machine: VirtualMachine;
  readonly disturbance: Disturbance;
  readonly payFor: Payments["payFor"];
  readonly untilItWorks: Insist;
}

/** Plans the ticket and the actions of every story. */
export function virtualCustomers(options: CustomersOptions, stories: readonly Story[]): void {
  const { timeline, disturbance, payFor, untilItWorks } = options;
  for (const story of stories) {
    const { createdMs, endMs, actions } = story.life;
    const opens = () => payFor(story, "receive-ticket", () => open(story, options));
    timeline.at(createdMs, () => untilItWorks(opens));
    for (const one of actions.filter(({ atMs }) => atMs < endMs)) {
      for (let time = disturbance.timesRepeated(); time > 0; time -= 1) {
        const once = () => payFor(story, "receive-signal", () => takeAction(story, one, options));
        timeline.at(one.atMs, () => untilItWorks(once));
      }
    }
  }
}

async function open(
  { life, onboardingId, resolver, meter }: Story,
  { timeline, ports, machine }: CustomersOptions,
): Promise<void> {
  const { number, domain: identity, mailFrom } = life;
  const names = { ticket: `T-${number}`, project: `project-${number}`, owner: `owner-${number}` };
  const [requester, from] = [`dns@${identity}`, `news@${identity}`];
  meter.httpRequests += 1;
  await openOnboarding(
    { ...names, requester, fromAddresses: [from], identity, mailFrom },
    { source: "generic", isVouched: true, again: true },
    { source: "generic", id: `delivery-${number}`, digest: "", now: timeline.now() },
    {
      region: REGION,
      table: ports.table,
      resolver,
      resumer: ports.resumer,
      starter: machine,
      newId: () => onboardingId,
      newToken: () => CHALLENGE_TOKEN,
      readDomainRules: async () => NO_RULES,
    },
  );
}

async function takeAction(
  { onboardingId, meter }: Story,
  { action }: CustomerAction,
  { timeline, ports, machine, disturbance }: CustomersOptions,
): Promise<void> {
  const now = timeline.now();
  meter.httpRequests += 1;
  const after = await changeOnboarding(ports.table, onboardingId, (current) =>
    action === "confirm" ? confirmOnPage(current, now) : checkOnPage(current, now),
  );
  const token = after.wait?.token;
  if (token === undefined || !hasUnseenSignal(after)) return;
  timeline.at(now + disturbance.wakeLateMs(), () => machine.resume(token));
}
