import { z } from "zod";
import { textsIn } from "#core/words/texts";
import { readState } from "./onboarding-state.ts";
import type { Progress, RehearsalDeps, RehearsalRequest } from "./ports.ts";

const { text } = textsIn("en");

const listed = z.object({ fromAddresses: z.array(z.looseObject({ address: z.string() })) });

/** Removes everything that a rehearsal created; returns what could not be removed, with reasons. */
export async function cleanUp(
  progress: Progress,
  request: RehearsalRequest,
  deps: RehearsalDeps,
): Promise<string[]> {
  const left: string[] = [];
  const attempt = async (thing: string, remove: () => Promise<void>): Promise<void> => {
    try {
      await remove();
    } catch (error) {
      left.push(`${thing}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const { onboardingId, zone, created, project } = progress;
  if (onboardingId !== undefined)
    await attempt(text("operators.commands.rehearse.thing.onboarding"), () =>
      endOnboarding(onboardingId, progress, deps),
    );
  if (zone !== undefined)
    await attempt(text("operators.commands.rehearse.thing.records"), () => zone.remove(created));
  else if (onboardingId !== undefined)
    deps.person.tell(text("operators.commands.rehearse.remove-records", { domain: request.domain }));
  if (onboardingId !== undefined)
    await attempt(text("operators.commands.rehearse.thing.identity"), () =>
      deleteIdentity(onboardingId, request, deps),
    );
  if (progress.isRegistered)
    await attempt(text("operators.commands.rehearse.thing.project"), async () => {
      await deps.api.request("DELETE", ["projects", project]);
    });
  return left;
}

/** A ready domain is released after its from addresses are removed; any other onboarding is cancelled. */
async function endOnboarding(
  onboardingId: string,
  { project }: Progress,
  deps: RehearsalDeps,
): Promise<void> {
  const { status } = await readState(deps, onboardingId);
  const path = ["onboardings", onboardingId];
  if (status !== "ready") {
    await deps.api.request("POST", [...path, "cancel"], { body: {} });
    return;
  }
  const addresses = ["projects", project, "from-addresses"];
  const { fromAddresses } = listed.parse(await deps.api.request("GET", addresses));
  for (const { address } of fromAddresses) {
    const query = { because: text("operators.commands.rehearse.over") };
    await deps.api.request("DELETE", [...addresses, address], { query });
  }
  await deps.api.request("POST", [...path, "release"], { body: { yes: true } });
}

/**
 * Deletes the identity. This is the exception to the rule that nothing usable is deleted (ADR 0030): it was
 * made minutes ago for an unused name.
 */
async function deleteIdentity(
  onboardingId: string,
  { domain }: RehearsalRequest,
  deps: RehearsalDeps,
): Promise<void> {
  if (!(await deps.identities.exists(domain))) return;
  const typed = await deps.person.ask(`${text("operators.commands.rehearse.type-domain", { domain })}: `);
  if (typed.trim() !== domain) throw new Error(text("operators.commands.rehearse.kept"));
  await deps.identities.deleteOf(onboardingId, domain);
}
