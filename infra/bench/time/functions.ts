import type { DnsResolver } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { ExecutionResumer, WaitRefuser } from "#core/onboarding/executions";
import { projectConfiguration } from "#core/projects/project-configuration";
import type { Table } from "#core/table";
import type {
  DkimRestarter,
  DkimSigner,
  IdentityMaker,
  IdentityReader,
  IdentityRecreator,
  MailFromSetter,
  SesBudget,
} from "#core/verification/ses-ports";
import { stateInput } from "#platform/triggers/state-input";
import { awaitSignal, waitInput } from "../../../functions/await-signal/await-signal.ts";
import { checkDomain, checkInput } from "../../../functions/check-domain/check-domain.ts";
import { closeOnboarding } from "../../../functions/close-onboarding/close-onboarding.ts";
import { configureProject } from "../../../functions/configure-project/configure-project.ts";
import { createIdentity } from "../../../functions/create-identity/create-identity.ts";
import { notifyOps } from "../../../functions/notify-ops/notify-ops.ts";
import { CHALLENGE_TOKEN, REGION } from "./life.ts";

/** The projects of the stories have nothing in SES except their domains. */
const NOTHING_DECLARED = {
  defaults: async () => projectConfiguration.parse({}),
  configurator: { take: async () => ({}) },
  addressIdentities: { below: async () => [] },
};

/** The ports that the functions of the state machine use. */
export interface Ports {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readonly refuser: WaitRefuser;
  readonly budget: SesBudget;
  readonly turns: ZoneTurns;
  readonly maker: IdentityMaker;
  readonly identities: IdentityReader;
  readonly mailFrom: MailFromSetter;
  readonly dkim: DkimRestarter;
  readonly signer: DkimSigner;
  readonly recreator: IdentityRecreator;
  resolverFor(onboardingId: string): DnsResolver;
}

/** Returns the functions of the machine's states by folder, with the schemas of their handlers. */
export function machineFunctions(ports: Ports): Record<string, (payload: unknown) => Promise<unknown>> {
  const { table, budget, maker } = ports;
  return {
    "create-identity": (payload) => {
      const input = stateInput.parse(payload);
      const resolver = ports.resolverFor(input.onboardingId);
      const deps = {
        ...NOTHING_DECLARED,
        region: REGION,
        table,
        budget,
        identities: maker,
        resolver,
        newToken: () => CHALLENGE_TOKEN,
      };
      return createIdentity(input, deps);
    },
    "await-signal": (payload) => awaitSignal(waitInput.parse(payload), ports),
    "check-domain": (payload) => {
      const input = checkInput.parse(payload);
      return checkDomain(input, { ...ports, resolver: ports.resolverFor(input.onboardingId) });
    },
    "configure-project": (payload) => {
      const input = stateInput.parse(payload);
      const resolver = ports.resolverFor(input.onboardingId);
      return configureProject(input, { ...ports, ...NOTHING_DECLARED, resolver });
    },
    "notify-ops": (payload) => notifyOps(stateInput.parse(payload), ports),
    "close-onboarding": (payload) => closeOnboarding(stateInput.parse(payload), ports),
  };
}

/** Returns the folder of a function from its placeholder in the definition, `${<Name>FunctionArn}`. */
export function folderOf(placeholder: string): string {
  const name = /^\$\{(\w+)FunctionArn\}$/.exec(placeholder)?.[1] ?? placeholder;
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
