import type { IdentityStatus } from "#core/onboarding/onboarding";
import type {
  ConfigurationStep,
  EventDestination,
  StepObservation,
} from "#core/projects/configuration/steps";
import { readProject } from "#core/projects/project";
import { projectConfiguration } from "#core/projects/project-configuration";
import type { Table } from "#core/table";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";
import { NO_ADDRESS_IDENTITIES } from "../support/unconfigured.ts";

const { project } = onboardingOf();
/** The destination of events. */
export const TO = "arn:aws:sns:eu-west-1:123456789012:feedback";

/** Everything that can be declared, except REJECT_MESSAGE. */
export const EVERYTHING = {
  configurationSet: { name: "{owner}", create: true, events: { to: TO, types: ["BOUNCE", "COMPLAINT"] } },
  tenant: {
    name: "{project}",
    reputationPolicy: "standard",
    suppression: { scope: "TENANT", reasons: ["BOUNCE"] },
  },
};

/** The ARN that SES has given each tenant. */
const TENANT_ARN = "arn:aws:ses:eu-west-1:123456789012:tenant/oxford-stones/tn-1";

/** The steps that apply this declaration. */
export const ALL_STEPS: ConfigurationStep["kind"][] = [
  "create-configuration-set",
  "read-event-destinations",
  "create-event-destination",
  "create-tenant",
  "set-suppression",
  "find-tenant",
  "set-reputation-policy",
  "associate",
  "associate",
  "use-configuration-set",
  "stop-forwarding-feedback",
];

/** SES's status of a verified identity. */
export const SUCCESS: IdentityStatus = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" };

/**
 * Starts the configuration of a project as declared; SES carries out each step, unless a test says otherwise.
 */
export async function startConfiguration(declared: unknown, { ses = {}, slotMilliseconds = 0 } = {}) {
  const table = memoryTable();
  await keep(table, issuedOf({ status: "verified", ses: { reads: 1, status: SUCCESS, ...ses } }));
  const steps: ConfigurationStep[] = [];
  const world = {
    declared,
    destinations: [] as EventDestination[],
    mailFrom: ["SUCCESS"] as (IdentityStatus["mailFrom"] | undefined)[],
    /** Work that happens once, during the next step. */
    meanwhile: undefined as (() => Promise<unknown>) | undefined,
    refuse: undefined as ((step: ConfigurationStep) => Error | undefined) | undefined,
  };
  const configurator = {
    async take(step: ConfigurationStep): Promise<StepObservation> {
      steps.push(step);
      const { meanwhile } = world;
      world.meanwhile = undefined;
      await meanwhile?.();
      const error = world.refuse?.(step);
      if (error !== undefined) throw error;
      if (step.kind === "read-event-destinations") return { destinations: world.destinations };
      if (step.kind === "find-tenant") return { tenantArn: TENANT_ARN };
      if (!step.kind.startsWith("find-mail-from")) return {};
      const [status] = world.mailFrom.length > 1 ? world.mailFrom.splice(0, 1) : world.mailFrom;
      return status === undefined ? {} : { mailFrom: status };
    },
  };
  const budget = fakeBudget(slotMilliseconds);
  const defaults = async () => projectConfiguration.parse(world.declared);
  const run = (now = NOW, through: Table = table) =>
    configureProject(
      { onboardingId: ID, attempt: 1, now },
      {
        table: through,
        budget,
        configurator,
        defaults,
        addressIdentities: NO_ADDRESS_IDENTITIES,
        resolver: declaredDns(),
      },
    );
  const kinds = () => steps.map(({ kind }) => kind);
  const domain = async () => (await readProject(table, project)).current?.domains[0];
  return { table, world, steps, kinds, budget, run, domain };
}
