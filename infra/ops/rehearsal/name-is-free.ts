import { z } from "zod";
import { readClaims } from "#core/claims/claim-store";
import { conflictsOf } from "#core/claims/claims";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import type { RehearsalDeps } from "./ports.ts";

const { text } = textsIn("en");

const page = z.object({ onboardings: z.array(z.looseObject({ onboardingId: z.string() })) });

/** No owner has this name, so every claim at the domain conflicts. */
const NO_OWNER = "";

/** Throws UsageError if anything exists at a name: a rehearsal must not touch what is in use. */
export async function refuseNameInUse(domain: string, deps: RehearsalDeps): Promise<void> {
  const refuse = (reason: string): never => {
    throw new UsageError(text("operators.commands.rehearse.in-use", { reason }));
  };
  const names = [domain, `_dmarc.${domain}`, `_domainkey.${domain}`, `email.${domain}`];
  for (const name of names)
    if (await deps.dns.hasRecords(name))
      refuse(text("operators.commands.rehearse.has-record", { domain, name }));
  for (const name of [domain, `email.${domain}`])
    if (await deps.identities.exists(name))
      refuse(text("operators.commands.rehearse.has-identity", { domain, name }));
  const { onboardings } = page.parse(await deps.api.request("GET", ["onboardings"], { query: { domain } }));
  const [known] = onboardings;
  if (known !== undefined)
    refuse(text("operators.commands.rehearse.has-onboarding", { domain, onboarding: known.onboardingId }));
  const { entries } = await readClaims(deps.table, domain);
  const [claim] = conflictsOf(entries, NO_OWNER, [domain]);
  if (claim !== undefined)
    refuse(text("operators.commands.rehearse.has-claim", { domain, name: claim.name, owner: claim.owner }));
}
