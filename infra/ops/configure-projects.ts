import { IdentityMissingError, ProjectConfigurationError } from "#core/errors";
import { type Onboarding, onboardingKey, onboarding as parseOnboarding } from "#core/onboarding/onboarding";
import { nextStep } from "#core/projects/configuration/next-step";
import { afterStep, begin } from "#core/projects/configuration/progress";
import type { ProjectConfigurator } from "#core/projects/configuration/project-configurator";
import { type Project, readProject } from "#core/projects/project";
import type { ProjectConfiguration } from "#core/projects/project-configuration";
import { recordConfigured } from "#core/projects/project-registry";
import {
  checkNames,
  type WantedConfiguration,
  wantedConfiguration,
} from "#core/projects/wanted-configuration";
import type { Table } from "#core/table";
import { textsIn } from "#core/words/texts";
import { type SlotDeps, waitForSlot } from "./wait-for-slot.ts";

const { text } = textsIn("en");

/** The ports of `projects configure`. */
export interface ConfigureDeps extends SlotDeps {
  readonly table: Table;
  readonly configurator: ProjectConfigurator;
  /** Tags an identity with its owner, project and onboarding. */
  tag(identity: string, purpose: Pick<Onboarding, "owner" | "project" | "onboardingId">): Promise<void>;
  /** The deployer's configuration for all projects. */
  readonly defaults: ProjectConfiguration;
  /** The operator in the form that events use. */
  readonly by: string;
}

/** The result of `projects configure` for one project, or its plan. */
export interface ConfiguredProject {
  readonly project: string;
  readonly outcome: "configured" | "planned" | "nothing-to-do" | "failed";
  /** The identities that were configured. */
  readonly identities: readonly string[];
  readonly wanted?: WantedConfiguration;
  /** Why a domain, or all domains, were left unchanged. */
  readonly notes: readonly string[];
}

/** Configures the domains of a ready project as it is declared; every call to SES is idempotent. */
export async function configureProject(
  name: string,
  isPlanned: boolean,
  deps: ConfigureDeps,
): Promise<ConfiguredProject> {
  const { current: project } = await readProject(deps.table, name);
  if (project === undefined)
    return report(name, "failed", [], [text("operators.commands.configure.unknown")]);
  const { ready, notes } = await readyDomains(project, deps.table);
  if (ready.length === 0) return report(name, "nothing-to-do", [], notes);
  const identities = ready.map(({ identity }) => identity);
  try {
    const wanted = wantedConfiguration(project, deps.defaults);
    checkNames(wanted);
    if (isPlanned) return { ...report(name, "planned", identities, notes), wanted };
    for (const onboarding of ready) await configureDomain(onboarding, wanted, deps);
    const through = {
      ...(wanted.configurationSet && { configurationSet: wanted.configurationSet.name }),
      ...(wanted.tenant && { tenant: wanted.tenant.name }),
    };
    await recordConfigured(deps.table, name, identities, through, { now: deps.now(), by: deps.by });
    return { ...report(name, "configured", identities, notes), wanted };
  } catch (error) {
    const isKnown = error instanceof ProjectConfigurationError || error instanceof IdentityMissingError;
    if (!isKnown) throw error;
    return report(name, "failed", identities, [...notes, error.message]);
  }
}

function report(
  project: string,
  outcome: ConfiguredProject["outcome"],
  identities: readonly string[],
  notes: readonly string[],
): ConfiguredProject {
  return { project, outcome, identities, notes };
}

/** Finds the ready onboardings of a project's own domains. The state machine configures the others itself. */
async function readyDomains(
  { project, domains }: Project,
  table: Table,
): Promise<{ readonly ready: readonly Onboarding[]; readonly notes: readonly string[] }> {
  const ready: Onboarding[] = [];
  const notes: string[] = [];
  for (const { identity, onboardingId } of domains) {
    const item = await table.get(onboardingKey(onboardingId));
    const found = item === undefined ? undefined : parseOnboarding.parse(item);
    if (found?.status !== "ready")
      notes.push(
        text("operators.commands.configure.not-ready", {
          domain: identity,
          status: found?.status ?? "unknown",
        }),
      );
    else if (found.project !== project)
      notes.push(
        text("operators.commands.configure.elsewhere", { domain: identity, project: found.project }),
      );
    else ready.push(found);
  }
  return { ready, notes };
}

/**
 * REJECT_MESSAGE is left to the state machine, because it can wait for days until SES has found the MX record
 * again.
 */
async function configureDomain(
  onboarding: Onboarding,
  declared: WantedConfiguration,
  deps: ConfigureDeps,
): Promise<void> {
  const wanted = { ...declared, rejectsOnMxFailure: false };
  await waitForSlot(deps);
  await deps.tag(onboarding.identity, onboarding);
  let current = { ...onboarding, ...begin(wanted, onboarding) };
  for (let step = nextStep(wanted, current); step !== undefined; step = nextStep(wanted, current)) {
    await waitForSlot(deps);
    const seen = await deps.configurator.take(step);
    current = { ...current, ...afterStep(current, step, seen, wanted) };
  }
}
