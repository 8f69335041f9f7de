import fc from "fast-check";
import { expect, it } from "vitest";
import { ProjectConfigurationError } from "#core/errors";
import type {
  ConfigurationStep,
  EventDestination,
  StepObservation,
} from "#core/projects/configuration/steps";
import { type ProjectConfiguration, projectConfiguration } from "#core/projects/project-configuration";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";
import { NO_ADDRESS_IDENTITIES } from "../support/unconfigured.ts";

const { identity } = onboardingOf();

/**
 * A model of SES for project configurations: existing resources cannot be created again, and nonexistent ones
 * cannot be used.
 */
function modelOfSes() {
  const sets = new Map<string, EventDestination[]>([["there", []]]);
  const tenants = new Map<string, Set<string>>();
  const policies = new Map<string, string>();
  const suppressions = new Map<string, unknown>();
  const state = {
    sets,
    tenants,
    policies,
    suppressions,
    set: undefined as string | undefined,
    forwardsFeedback: true,
  };
  const destinationsOf = (name: string): EventDestination[] => {
    const found = sets.get(name);
    if (found === undefined) throw new ProjectConfigurationError(`no configuration set ${name}`);
    return found;
  };
  function take(step: ConfigurationStep): StepObservation {
    switch (step.kind) {
      case "create-configuration-set":
        if (!sets.has(step.configurationSet)) sets.set(step.configurationSet, []);
        return {};
      case "read-event-destinations":
        return { destinations: [...destinationsOf(step.configurationSet)] };
      case "create-event-destination":
      case "change-event-destination": {
        const others = destinationsOf(step.configurationSet);
        const isThere = others.length > 0;
        if (isThere !== (step.kind === "change-event-destination")) return {};
        const { to, types } = step;
        sets.set(step.configurationSet, [{ name: "sendworthy", isEnabled: true, to, types }]);
        return {};
      }
      case "create-tenant":
        if (!tenants.has(step.tenant)) tenants.set(step.tenant, new Set());
        return {};
      case "find-tenant":
        return { tenantArn: `arn:${step.tenant}` };
      case "set-reputation-policy":
        policies.set(step.tenantArn, step.policy);
        return {};
      case "set-suppression":
        suppressions.set(step.tenant, { scope: step.scope, reasons: step.reasons });
        return {};
      case "associate": {
        const tenant = tenants.get(step.tenant);
        if (tenant === undefined) throw new ProjectConfigurationError(`no tenant ${step.tenant}`);
        tenant.add(step.resource);
        return {};
      }
      case "use-configuration-set":
        destinationsOf(step.configurationSet);
        state.set = step.configurationSet;
        return {};
      case "stop-forwarding-feedback":
        state.forwardsFeedback = false;
        return {};
      default:
        return { mailFrom: "SUCCESS" };
    }
  }
  return { state, take };
}

const topic = fc.constantFrom("a", "b").map((name) => `arn:aws:sns:eu-west-1:123456789012:${name}`);
const types = fc.constantFrom(["BOUNCE", "COMPLAINT"], ["BOUNCE"], ["COMPLAINT", "BOUNCE", "SEND"]);
const madeSet = fc.record({
  name: fc.constantFrom("one", "two"),
  create: fc.constant(true),
  events: fc.option(fc.record({ to: topic, types }), { nil: undefined }),
});
const declaration: fc.Arbitrary<ProjectConfiguration> = fc
  .record({
    configurationSet: fc.option(fc.oneof(madeSet, fc.constant({ name: "there" })), { nil: undefined }),
    tenant: fc.option(
      fc.record({
        name: fc.constantFrom("x", "y"),
        reputationPolicy: fc.constantFrom(undefined, "none" as const, "strict" as const),
        suppression: fc.constantFrom(undefined, { scope: "TENANT" as const, reasons: ["BOUNCE" as const] }),
      }),
      { nil: undefined },
    ),
  })
  .map((declared) => projectConfiguration.parse(declared));

/** Where a run dies: at a write, or in a call, before or after its effect. */
interface Death {
  readonly at: "commit" | "call";
  readonly nth: number;
  readonly when: "before" | "after";
}

const death: fc.Arbitrary<Death> = fc.record({
  at: fc.constantFrom("commit", "call"),
  nth: fc.integer({ min: 1, max: 8 }),
  when: fc.constantFrom("before", "after"),
});

function startModel() {
  const table = memoryTable();
  const ses = modelOfSes();
  const run = (declared: ProjectConfiguration, dies?: Death) => {
    let calls = 0;
    const configurator = {
      async take(step: ConfigurationStep) {
        calls += 1;
        const isLast = dies?.at === "call" && calls === dies.nth;
        if (isLast && dies.when === "before") throw new Crash("before the call");
        const seen = ses.take(step);
        if (isLast) throw new Crash("after the call");
        return seen;
      },
    };
    const through = crashingTable(table, dies?.at === "commit" ? dies : undefined);
    const deps = {
      table: through,
      budget: fakeBudget(),
      configurator,
      addressIdentities: NO_ADDRESS_IDENTITIES,
      defaults: async () => declared,
      resolver: declaredDns(),
    };
    return configureProject({ onboardingId: ID, attempt: 1, now: NOW }, deps);
  };
  const isConfigured = () => table.items().some((item) => item["status"] === "configured");
  return { table, state: ses.state, run, isConfigured };
}

it("has in SES what was declared last, whatever was declared before and wherever runs died", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(declaration, death), { maxLength: 6 }),
      declaration,
      async (history, last) => {
        const { table, state, run, isConfigured } = startModel();
        await keep(table, issuedOf({ status: "verified" }));
        let declared = last;
        for (const [earlier, dies] of history) {
          await run(earlier, dies).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
          if (isConfigured()) {
            declared = earlier;
            break;
          }
        }
        expect(await run(declared)).toEqual({ outcome: "configured" });
        const { configurationSet: set, tenant } = declared;
        if (set) {
          const [destination] = state.sets.get(set.name) ?? [];
          expect(state.set).toBe(set.name);
          if (set.events) expect(destination).toMatchObject(set.events);
          if (set.events?.types.includes("COMPLAINT")) expect(state.forwardsFeedback).toBe(false);
        }
        if (tenant) {
          const resources = [...(set ? [`configuration-set/${set.name}`] : []), `identity/${identity}`];
          if (tenant.reputationPolicy)
            expect(state.policies.get(`arn:${tenant.name}`)).toBe(tenant.reputationPolicy);
          if (tenant.suppression) expect(state.suppressions.get(tenant.name)).toEqual(tenant.suppression);
          expect([...(state.tenants.get(tenant.name) ?? [])]).toEqual(expect.arrayContaining(resources));
        }
      },
    ),
    { numRuns: 300 },
  );
});
