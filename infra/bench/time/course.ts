import type { RequiredRecord } from "#core/records/required-records";
import type { Random } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { ABSENT, type Held, mistaken, partly, published, withoutFirst } from "./zone-contents.ts";

/** The contents of a zone from a certain time. */
export interface ZoneState extends Held {
  readonly atMs: number;
}

/** A button that the customer presses on the set-up page. */
export interface CustomerAction {
  readonly atMs: number;
  readonly action: "confirm" | "check";
}

/** The actions of a customer, and the resulting contents of the zone. */
export interface Course {
  /** The states of the first name server in order of time; in the first state nothing is published. */
  readonly states: readonly ZoneState[];
  readonly actions: readonly CustomerAction[];
  /** The time from which all five records are right at every name server, until a loss if there is one. */
  readonly rightMs?: number;
}

/** The properties of a life that determine its course. */
interface Customer {
  readonly domain: string;
  readonly records: readonly RequiredRecord[];
  readonly createdMs: number;
  readonly secondServerLateMs: number;
  /** The time between two records for customers who save them one by one; 0 for all others. */
  readonly gapMs: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 1440 * MINUTE_MS;

/** Generates the actions of one customer. */
export function courseOf(customer: Customer, model: CustomerModel, random: Random): Course {
  const { createdMs, secondServerLateMs } = customer;
  const states: ZoneState[] = [{ atMs: createdMs, ...ABSENT }];
  const actions: CustomerAction[] = [];
  const save = (atMs: number, held: Held): number => {
    const { from, to } = random.pick(model.nameServerSeconds);
    const heldMs = atMs + Math.round(random.between(from, to) * SECOND_MS);
    states.push(...oneByOne(customer, held, heldMs), { atMs: heldMs, ...held });
    actions.push(...actionsAfter(atMs, model, random));
    return heldMs;
  };
  const { medianMinutes, sigma } = random.pick(model.publish);
  if (random.chance(model.actions.prematureShare)) {
    actions.push({ atMs: createdMs + Math.round(random.between(5, 60) * MINUTE_MS), action: "confirm" });
  }
  const latest = createdMs + model.latestPublicationDays * DAY_MS;
  const heldMs =
    medianMinutes === null
      ? undefined
      : publish(
          Math.min(latest, createdMs + minutes(random.logNormal(medianMinutes, sigma))),
          { customer, model, random },
          save,
        );
  if (heldMs !== undefined) states.push(...lossAfter(heldMs, published(customer.records), model, random));
  actions.sort((one, other) => one.atMs - other.atMs);
  return { states, actions, ...(heldMs !== undefined && { rightMs: heldMs + secondServerLateMs }) };
}

/**
 * Publishes the records, possibly with a mistake first; returns when the first name server has all of them
 * right.
 */
function publish(
  savedMs: number,
  {
    customer: { records, domain },
    model: { mistake },
    random,
  }: { customer: Customer; model: CustomerModel; random: Random },
  save: (atMs: number, held: Held) => number,
): number | undefined {
  const right = published(records);
  if (!random.chance(mistake.share)) return save(savedMs, right);
  const { kind } = random.pick(mistake.kinds);
  const heldMs = save(savedMs, mistaken(records, kind, domain));
  const fixMinutes = random.logNormal(mistake.fixMedianMinutes, mistake.fixSigma);
  const fixedMs = Math.min(heldMs + mistake.latestFixDays * DAY_MS, heldMs + minutes(fixMinutes));
  return random.chance(mistake.neverFixed) ? undefined : save(fixedMs, right);
}

/** Returns the contents while a customer who saves records one by one is not finished. */
function oneByOne({ gapMs, createdMs }: Customer, held: Held, heldMs: number): readonly ZoneState[] {
  if (gapMs === 0) return [];
  const last = held.values.size - 1;
  return Array.from({ length: last }, (_, index) => index + 1)
    .map((count) => ({ atMs: heldMs - (last + 1 - count) * gapMs, ...partly(held, count) }))
    .filter(({ atMs }) => atMs > createdMs);
}

function actionsAfter(
  savedMs: number,
  { actions: actionModel }: CustomerModel,
  random: Random,
): CustomerAction[] {
  const actions: CustomerAction[] = [];
  const after = (sinceMs: number, median: number, sigma: number): number =>
    sinceMs + minutes(random.logNormal(median, sigma));
  let lastMs = savedMs;
  if (random.chance(actionModel.confirmShare)) {
    lastMs = after(lastMs, actionModel.confirmMedianMinutes, actionModel.confirmSigma);
    actions.push({ atMs: lastMs, action: "confirm" });
  }
  if (random.chance(actionModel.checkShare)) {
    const times = 1 + Math.floor(random.next() * actionModel.checksAtMost);
    for (let time = 0; time < times; time += 1) {
      lastMs = after(lastMs, actionModel.checkMedianMinutes, actionModel.checkSigma);
      actions.push({ atMs: lastMs, action: "check" });
    }
  }
  return actions;
}

function lossAfter(rightMs: number, right: Held, { loss }: CustomerModel, random: Random): ZoneState[] {
  if (!random.chance(loss.share)) return [];
  const lostMs = rightMs + Math.round(random.between(loss.earliestDays, loss.latestDays) * DAY_MS);
  const lost: ZoneState = { atMs: lostMs, ...withoutFirst(right) };
  if (!random.chance(loss.fixedShare)) return [lost];
  const fixedMs = lostMs + minutes(random.logNormal(loss.fixMedianMinutes, loss.fixSigma));
  return [lost, { atMs: fixedMs, ...right }];
}

function minutes(count: number): number {
  return Math.round(count * MINUTE_MS);
}
