import { NO_BRAND } from "#core/brand/brand";
import { type Onboarding, onboardingKey, onboarding as schema } from "#core/onboarding/onboarding";
import type { HttpRequest } from "#platform/http/http-handler";
import { receiveSignal } from "../../functions/receive-signal/receive-signal.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { LINK_KEY, setupRequest, tokenOf } from "../support/setup-request.ts";

const WAIT = { attempt: 1, round: 1, retry: 0, token: "TASK-TOKEN" };

/** Makes the surroundings of receive-signal with one onboarding, and records resumed executions. */
export async function signalWorld(said: Partial<Onboarding> = {}, waits: "waits" | "runs" = "waits") {
  const onboarding = onboardingOf({ ...(waits === "waits" ? { wait: WAIT } : {}), ...said });
  const table = memoryTable();
  await keep(table, onboarding);
  const woken: string[] = [];
  const resumeFailure: { error?: Error } = {};
  const watched: string[] = [];
  const deps = {
    table,
    resumer: {
      async resume(token: string) {
        if (resumeFailure.error !== undefined) throw resumeFailure.error;
        woken.push(token);
      },
    },
    watch: {
      async check(identity: string) {
        watched.push(identity);
      },
    },
    readBrands: async () => NO_BRAND,
    readKeys: async () => [LINK_KEY],
    readDomainRules: async () => ({ allow: [], deny: ["denied.oxfordstones.example"], own: [] }),
  };
  return {
    ...{ table, woken, watched, resumeFailure, deps, token: tokenOf(onboarding) },
    /** Posts to the link, like a program unless `said` says otherwise. */
    post: (
      signal: "confirm" | "check" | "amend" | "extend" | "hand-off" | "contact",
      seconds = 60,
      request: Partial<HttpRequest> = {},
    ) =>
      receiveSignal(
        setupRequest(`POST /setup/{token}/${signal}`, tokenOf(onboarding), {
          headers: { accept: "application/json" },
          now: BEGUN_AT + seconds * 1000,
          ...request,
        }),
        deps,
      ),
    now: async () => schema.parse(await table.get(onboardingKey(onboarding.onboardingId))),
    eventTypes: () =>
      table
        .items()
        .filter(({ sk }) => sk.startsWith("event#"))
        .map((item) => item["type"]),
  };
}
