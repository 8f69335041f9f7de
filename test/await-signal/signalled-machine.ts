import { probed } from "#core/onboarding/changes/probed";
import { cancel, check, confirm } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Change, changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { textsIn } from "#core/words/texts";
import { decideAmend } from "../../functions/receive-signal/amendment.ts";
import { Crash } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, recordsFor, requestedOf, TOKEN } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";
import { createMachine } from "./machine.ts";

/** The actions of a person, and a change that a probe observed. */
export const SIGNALS = ["confirm", "check", "amend", "cancel", "probe"] as const;

/** An action of a person, or an observation of the prober. */
export type Signal = (typeof SIGNALS)[number];

/**
 * An external event at the `at`th boundary of a run; the execution may be resumed `late` boundaries later.
 */
export type Occurrence =
  | { readonly at: number; readonly signal: Signal; readonly late: number }
  | { readonly at: number; readonly crash: true };

/** The result of a run of the machine. */
export interface Run {
  readonly path: readonly string[];
  readonly boundaries: number;
  readonly taken: readonly Signal[];
  readonly onboarding: Onboarding;
  readonly events: readonly string[];
}

const BOUNCE = "bounce.oxfordstones.example";

/** Runs an onboarding from ticket to end, while a customer publishes step by step and makes a mistake. */
export async function runMachine(occurrences: readonly Occurrence[] = []): Promise<Run> {
  const table = memoryTable();
  await keep(table, requestedOf());
  const ses = fakeSes();
  const dns = declaredDns();
  const wakes: { due: number; token: string }[] = [];
  const taken: Signal[] = [];
  let issuedAtLook: number | undefined;
  let published: "nothing" | "mistake" | "records" = "nothing";
  let boundaries = 0;
  let isUnseen = false;

  /**
   * The customer acts at certain checks after the records are issued. Earlier checks cannot be counted,
   * because a process that dies checks again, and a check may end without a query.
   */
  function publish(): void {
    if (!table.items().some(({ sk, type }) => sk.startsWith("event#") && type === "records_issued")) return;
    issuedAtLook ??= dns.looks();
    const looks = dns.looks() - issuedAtLook;
    const [mx] = recordsFor().filter(({ type }) => type === "MX");
    if (published === "nothing" && mx !== undefined) {
      dns.publish(mx, "10 mail.old.example");
      published = "mistake";
    }
    if (published === "mistake" && looks >= 2) {
      dns.publishAll([...recordsFor(), ...recordsFor(BOUNCE)]);
      published = "records";
    }
    if (looks >= 5) ses.verify(onboardingOf().identity);
  }

  async function take(signal: Signal, late: number): Promise<void> {
    let change: Change | undefined;
    const { wait } = await changeOnboarding(table, ID, async (current) => {
      change = await changeOf(signal, current);
      return change;
    });
    if (change !== undefined) {
      taken.push(signal);
      isUnseen = true;
    }
    if (wait !== undefined) wakes.push({ due: boundaries + late, token: wait.token });
  }

  async function changeOf(signal: Signal, current: Onboarding): Promise<Change | undefined> {
    const now = machine.now();
    if (signal === "confirm") return confirm(current, now);
    if (signal === "check") return check(current, now);
    if (signal === "cancel") return cancel(current, now);
    if (signal === "probe") return probed(current, "change", now);
    const decision = await decideAmend(
      current,
      { now, sent: { mailFrom: BOUNCE }, texts: textsIn("en") },
      table,
    );
    return "change" in decision ? decision.change : undefined;
  }

  async function wakeDue(until: number): Promise<void> {
    for (const { token } of wakes.filter(({ due }) => due <= until)) await machine.resume(token);
    wakes.splice(0, wakes.length, ...wakes.filter(({ due }) => due > until));
  }

  const machine = createMachine({
    table,
    deps: {
      ...UNCONFIGURED,
      region: "eu-west-1",
      newToken: () => TOKEN,
      budget: fakeBudget(3000),
      turns: fakeTurns(3000),
      identities: ses,
      mailFrom: ses,
      signer: ses,
      recreator: ses,
      dkim: ses,
      resolver: {
        open: () => {
          const session = dns.open();
          return {
            ...session,
            async ask(questions) {
              publish();
              if (await boundary()) throw new Crash("The process died");
              return session.ask(questions);
            },
          };
        },
      },
    },
    maker: ses,
    boundary,
    looked: () => {
      isUnseen = false;
    },
    isUnseen: () => isUnseen,
    settle: () => wakeDue(Number.POSITIVE_INFINITY),
  });

  async function boundary(): Promise<boolean> {
    const here = boundaries;
    boundaries += 1;
    const happening = occurrences.filter(({ at }) => at === here);
    for (const one of happening) if ("signal" in one) await take(one.signal, one.late);
    await wakeDue(here);
    return happening.some((one) => "crash" in one);
  }

  const path = await machine.run();
  await wakeDue(Number.POSITIVE_INFINITY);
  return {
    path,
    boundaries,
    taken,
    onboarding: await readOnboarding(table, ID),
    events: table.items().flatMap((item) => (item.sk.startsWith("event#") ? [String(item["type"])] : [])),
  };
}
