import { newOnboardingPuts } from "#core/onboarding/store";
import type { Accepting, RequestWrites, RequestWritesDeps } from "./accepted-request.ts";
import { challengeRivals } from "./challenge-rivals.ts";
import type { Opening } from "./decision.ts";
import { newOnboarding } from "./new-onboarding.ts";
import { registration } from "./registration.ts";
import { replacePuts } from "./replace-failed.ts";

/** Makes the writes that open a new onboarding. */
export async function openingWrites(
  opening: Opening,
  { request, items, delivery: { source, now } }: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  const { owner, mailFrom, isHeld, proof, replaces } = opening;
  const registered = registration(items, request, owner);
  const projectLanguage = registered.entry.language;
  const onboarding = newOnboarding(
    { request, source, opening, projectLanguage, newToken: deps.newToken },
    deps.newId(now),
    now,
  );
  const { onboardingId, identity } = onboarding;
  const { challenged, puts } = await challengeRivals(proof?.rivals ?? [], now, deps);
  const { claims } = items;
  const replaced = replaces.map((one) => one.onboardingId);
  return {
    onboarding,
    puts: [
      claims.reserveFor({ onboardingId, owner, names: [identity, mailFrom], replaced }, now),
      ...registered.puts,
      ...newOnboardingPuts(onboarding, { type: isHeld ? "held" : "requested", at: now, by: "support" }),
      ...replacePuts(replaces, now),
      ...puts,
      items.ticket.replaceWith(onboardingId),
    ],
    rivals: challenged,
  };
}
