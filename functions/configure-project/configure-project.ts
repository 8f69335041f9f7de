import { readClaims } from "#core/claims/claim-store";
import type { DnsResolver } from "#core/dns/observation";
import { enterUnlessOver } from "#core/onboarding/changes/failed-execution";
import { statusAfter } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { refusedOf } from "#core/projects/from-addresses/address-list";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import type { ProjectConfiguration } from "#core/projects/project-configuration";
import {
  checkNames,
  type WantedConfiguration,
  wantedConfiguration,
} from "#core/projects/wanted-configuration";
import type { AddressIdentities } from "#core/verification/ses-ports";
import type { StateInput } from "#platform/triggers/state-input";
import { findAddressIdentities } from "./address-identities.ts";
import { type ApplyDeps, applyConfiguration } from "./apply-configuration.ts";
import { alsoProjectPuts, projectPut } from "./project-item.ts";

/** The ports of the state ConfigureProject. */
export interface ConfigureProjectDeps extends ApplyDeps {
  /** The configuration that the deployer declares for all projects. */
  defaults(): Promise<ProjectConfiguration>;
  readonly addressIdentities: AddressIdentities;
  readonly resolver: DnsResolver;
}

/** The output that the Choice state ConfigurationOutcome reads. */
export type ConfigurationOutcome =
  | { readonly outcome: "configured" }
  | { readonly outcome: "waiting"; readonly waitSeconds: number };

/**
 * Configures the project in SES, and then once adds the verified domain to it and marks its claims as proved.
 */
export async function configureProject(
  { onboardingId, attempt, now }: StateInput,
  deps: ConfigureProjectDeps,
): Promise<ConfigurationOutcome> {
  const current = await enterUnlessOver(deps.table, { onboardingId, attempt, now });
  if (isConfigured(current)) return { outcome: "configured" };
  statusAfter(current.status, "configure");
  const wanted = await wantedOf(current, deps);
  const applied = await applyConfiguration(current, wanted, now, deps);
  if (typeof applied === "number") return { outcome: "waiting", waitSeconds: applied };
  const found = await findAddressIdentities(applied, now, deps);
  if (typeof found === "number") return { outcome: "waiting", waitSeconds: found };
  await complete(found, wanted, now, deps);
  return { outcome: "configured" };
}

function isConfigured({ status }: Onboarding): boolean {
  return status === "configured" || status === "ready";
}

async function wantedOf(
  { project, owner }: Onboarding,
  { table, defaults }: ConfigureProjectDeps,
): Promise<WantedConfiguration> {
  const { current } = await readProject(table, project);
  const wanted = wantedConfiguration(
    { project, owner, configuration: current?.configuration },
    await defaults(),
  );
  checkNames(wanted);
  return wanted;
}

async function complete(
  onboarding: Onboarding,
  wanted: WantedConfiguration,
  now: number,
  deps: ConfigureProjectDeps,
): Promise<void> {
  const { table } = deps;
  await changeOnboarding(table, onboarding, async (current) => {
    if (isConfigured(current)) return undefined;
    // A ticket may have joined meanwhile, so the addresses are those of the onboarding that is written.
    const judged = await judgeAddresses(addressesIn(current), current.owner, now, deps);
    const claims = await readClaims(table, current.identity);
    // A lost domain that is verified again sets it again.
    const { configurationSet: _put, ...ses } = current.ses;
    return {
      transition: "configure",
      set: { ses, refusedAddresses: refusedOf(judged, now) },
      clear: ["configuring"],
      event: { type: "configured", at: now, by: "sendworthy" },
      also: [
        await projectPut(table, current, { wanted, judged, now }),
        ...(await alsoProjectPuts(current, claims, now, deps)),
        ...claims.prove(current.onboardingId),
      ],
    };
  });
}
