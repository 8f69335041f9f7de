import type { ZoneTurns } from "#core/dns/zone-turns";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import type { Table } from "#core/table";
import type { SesBudget } from "#core/verification/ses-ports";
import type { Ports } from "./functions.ts";
import { SIGNING_ZONE } from "./life.ts";
import type { VirtualMachine } from "./machine.ts";
import type { FunctionUse } from "./meter.ts";
import type { Story } from "./story.ts";

/** The value of SES_SLOT_MILLISECONDS in the template. */
const SES_SLOT_MS = 1000;

/** The parts that the ports use. */
interface PortsOptions {
  readonly table: Table;
  readonly machine: VirtualMachine;
  now(): number;
  /** Returns the usage that counts now, if there is one. */
  use(): FunctionUse | undefined;
  storyOf(onboardingId: unknown): Story;
  /** Returns the story of an identity. */
  ownerOf(identity: string): Story;
}

/** Makes the ports through which the functions reach the simulated services. */
export function virtualPorts({ table, machine, now, use, storyOf, ownerOf }: PortsOptions): Ports {
  const writing = (identity: string): Story => {
    const story = ownerOf(identity);
    story.meter.sesWrites += 1;
    return story;
  };
  return {
    table,
    resumer: machine,
    refuser: machine,
    budget: budgetOf(use),
    turns: turnsOf(use),
    resolverFor: (onboardingId) => storyOf(onboardingId).resolver,
    maker: {
      async make(identity) {
        const story = writing(identity);
        story.made(now());
        const status = story.identity().status(now());
        return { dkimTokens: story.life.tokens, signingHostedZone: SIGNING_ZONE, status };
      },
    },
    identities: {
      async read(identity) {
        const story = ownerOf(identity);
        story.meter.sesReads += 1;
        return story.identity().status(now());
      },
    },
    mailFrom: {
      async set(identity) {
        writing(identity).identity().setMailFrom(now());
      },
    },
    signer: {
      async enable() {
        throw new Error("No signing is switched off here");
      },
    },
    // The simulation has no operator who could approve a recreation.
    recreator: {
      identitySettings: async () => "refused",
      recreate: async () => Promise.reject(new Error("The simulation recreates no identity")),
    },
    dkim: {
      async restart(identity) {
        const story = writing(identity);
        story.identity().restartDkim(now());
        return { dkim: "PENDING", tokens: story.life.tokens };
      },
    },
  };
}

/** Makes the SES budget. A slot costs one conditional update, or two if the queue is not empty. */
function budgetOf(use: () => FunctionUse | undefined): SesBudget {
  let nextSlotAt = 0;
  return {
    async take(nowMs) {
      const paying = use();
      if (paying) paying.writeUnits += nextSlotAt > nowMs ? 2 : 1;
      const slotAt = Math.max(nextSlotAt, nowMs);
      nextSlotAt = slotAt + SES_SLOT_MS;
      return slotAt;
    },
  };
}

/** Makes the turns of domains; a turn costs as many units as an SES slot. */
function turnsOf(use: () => FunctionUse | undefined): ZoneTurns {
  const next = new Map<string, number>();
  const take = async (domain: string, nowMs: number): Promise<number> => {
    const paying = use();
    const turnAt = Math.max(next.get(domain) ?? 0, nowMs);
    if (paying) paying.writeUnits += turnAt > nowMs ? 2 : 1;
    next.set(domain, turnAt + ZONE_TURN_MS);
    return turnAt;
  };
  return {
    take,
    async takeIfFree(domain, nowMs) {
      if ((next.get(domain) ?? 0) > nowMs) return false;
      await take(domain, nowMs);
      return true;
    },
  };
}
