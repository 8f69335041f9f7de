import { z } from "zod";
import { readClaims } from "#core/claims/claim-store";
import { conflictsOf } from "#core/claims/claims";
import { UsageError } from "../../command-line.ts";
import type { RehearsalDeps } from "./ports.ts";

const page = z.object({ onboardings: z.array(z.looseObject({ onboardingId: z.string() })) });

/** No owner is called so: every claim at the name conflicts. */
const NO_OWNER = "";

/** Throws UsageError if anything exists at a name: a rehearsal must not touch what is in use. */
export async function refuseNameInUse(domain: string, deps: RehearsalDeps): Promise<void> {
  const refuse = (reason: string): never => {
    throw new UsageError(`--domain: ${domain} ${reason}; use a sub-domain that nothing uses`);
  };
  const names = [domain, `_dmarc.${domain}`, `_domainkey.${domain}`, `email.${domain}`];
  for (const name of names) if (await deps.dns.hasRecords(name)) refuse(`has a DNS record at ${name}`);
  for (const name of [domain, `email.${domain}`])
    if (await deps.identities.exists(name)) refuse(`has an SES identity, ${name}`);
  const { onboardings } = page.parse(await deps.api.request("GET", ["onboardings"], { query: { domain } }));
  const [known] = onboardings;
  if (known !== undefined) refuse(`has the onboarding ${known.onboardingId}`);
  const { entries } = await readClaims(deps.table, domain);
  const [claim] = conflictsOf(entries, NO_OWNER, [domain]);
  if (claim !== undefined) refuse(`is claimed: ${claim.name} belongs to ${claim.owner}`);
}
