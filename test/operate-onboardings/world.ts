import { onboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { opening } from "../support/opening.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { TOKEN } from "../support/stages.ts";
import { NO_TENANTS } from "../support/tenants.ts";

/** Makes what operators act on, and records the effects. */
export async function operatedWorld(
  said: Partial<Onboarding> = {},
  rules = NO_RULES,
  dead: Parameters<typeof fakeRedriver> = [],
) {
  const table = memoryTable();
  const first = onboardingOf(said);
  await keep(table, first);
  const started: string[] = [];
  const woken: string[] = [];
  const { redriver, redriven } = fakeRedriver(...dead);
  const deps = {
    table,
    trail: table,
    ...NO_TENANTS,
    redriver,
    listing: table,
    ...opening(table),
    starter: { start: async (name: string) => void started.push(name) },
    resumer: { resume: async (token: string) => void woken.push(token) },
    readDomainRules: async () => rules,
    resolver: declaredDns(),
    newToken: () => TOKEN,
  };
  return {
    table,
    deps,
    started,
    woken,
    redriven,
    /** Runs one action, `laterMs` after the onboarding began. */
    async act(action: string, sent?: unknown, { laterMs = 60_000, onboardingId = first.onboardingId } = {}) {
      const request = operatorsRequest(`POST /onboardings/{onboardingId}/${action}`, {
        parameters: { onboardingId },
        now: BEGUN_AT + laterMs,
        sent,
      });
      const { statusCode, body = "" } = await operateOnboardings(request, deps);
      return { statusCode, body: JSON.parse(body) };
    },
    async now() {
      return onboarding.parse(await table.get(onboardingKey(first.onboardingId)));
    },
    /** Returns the events after the request: type, author and recipients. */
    async events() {
      const items = await table.last(first.onboardingId, "event#");
      return items.slice(1).map((item) => {
        const { type, by, notices } = onboardingEvent.parse(item);
        return { type, by, told: notices.map(({ recipient }) => recipient).filter(isReader) };
      });
    },
  };
}

function isReader(recipient: string): boolean {
  return ["customer", "ticket", "ops"].includes(recipient);
}
