import { requiredRecords } from "#core/records/required-records";
import { type Random, randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { ABSENT, type Held, mistaken, published, withoutFirst } from "./zone-contents.ts";

/** The contents of a zone from a time on. */
export interface ZoneState extends Held {
  readonly atMs: number;
}

/** A button that the customer presses on the set-up page. */
export interface CustomerAction {
  readonly atMs: number;
  readonly action: "confirm" | "check";
}

/** All that one customer and the DNS will do; it is the same under every policy. */
export interface Life {
  readonly number: number;
  readonly domain: string;
  readonly mailFrom: string;
  readonly tokens: readonly string[];
  readonly createdMs: number;
  readonly endMs: number;
  /** The states in the order of time; in the first nothing is published. */
  readonly states: readonly ZoneState[];
  readonly actions: readonly CustomerAction[];
  /** The time from which all five records are right at every name server, until a loss if there is one. */
  readonly rightMs?: number;
  readonly negativeTtlMs: number;
  readonly recordTtlMs: number;
}

/** The Region of every simulated account. */
export const REGION = "eu-west-1";

/** The hosted zone of that Region's DKIM keys. */
export const SIGNING_ZONE = "dkim.amazonses.com";
/** The token of every challenge. */
export const CHALLENGE_TOKEN = "0".repeat(40);

/** The time of the first tickets. */
const BEGINNING_MS = Date.UTC(2026, 10, 23);

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 1440 * MINUTE_MS;

/** Generates the life of customer `number`; it is the same for the same seed and model. */
export function lifeOf(number: number, seed: number, model: CustomerModel): Life {
  const random = randomOf(seed, number);
  const domain = `customer${number}.example`;
  const mailFrom = `email.${domain}`;
  const tokens = ["a", "b", "c"].map((letter) => tokenOf(letter, number));
  const createdMs = Math.round(BEGINNING_MS + random.between(0, model.arrivalDays * DAY_MS));
  const endMs = createdMs + model.followedDays * DAY_MS;
  const records = requiredRecords({
    identity: domain,
    mailFrom,
    dkimTokens: tokens,
    signingHostedZone: SIGNING_ZONE,
    region: REGION,
  });
  const right = published(records);

  const states: ZoneState[] = [{ atMs: createdMs, ...ABSENT }];
  const actions: CustomerAction[] = [];
  const save = (atMs: number, held: Held): number => {
    const { from, to } = random.pick(model.nameServerSeconds);
    const heldMs = atMs + Math.round(random.between(from, to) * SECOND_MS);
    states.push({ atMs: heldMs, ...held });
    actions.push(...actionsAfter(atMs, model, random));
    return heldMs;
  };

  const { medianMinutes, sigma } = random.pick(model.publish);
  const latest = createdMs + model.latestPublicationDays * DAY_MS;
  let rightMs: number | undefined;
  if (random.chance(model.actions.prematureShare)) {
    actions.push({ atMs: createdMs + Math.round(random.between(5, 60) * MINUTE_MS), action: "confirm" });
  }
  if (medianMinutes !== null) {
    const savedMs = Math.min(latest, createdMs + minutes(random.logNormal(medianMinutes, sigma)));
    const { mistake } = model;
    if (!random.chance(mistake.share)) {
      rightMs = save(savedMs, right);
    } else {
      const { kind } = random.pick(mistake.kinds);
      const heldMs = save(savedMs, mistaken(records, kind, domain));
      const fixMinutes = random.logNormal(mistake.fixMedianMinutes, mistake.fixSigma);
      const fixedMs = Math.min(heldMs + mistake.latestFixDays * DAY_MS, heldMs + minutes(fixMinutes));
      if (!random.chance(mistake.neverFixed)) rightMs = save(fixedMs, right);
    }
  }
  if (rightMs !== undefined) states.push(...lossAfter(rightMs, right, model, random));
  return {
    number,
    domain,
    mailFrom,
    tokens,
    createdMs,
    endMs,
    states,
    actions: actions.sort((one, other) => one.atMs - other.atMs),
    ...(rightMs === undefined ? {} : { rightMs }),
    negativeTtlMs: random.pick(model.negativeTtlSeconds).seconds * SECOND_MS,
    recordTtlMs: random.pick(model.recordTtlSeconds).seconds * SECOND_MS,
  };
}

/** Returns the contents of the zone at a time. */
export function stateAt({ states }: Life, atMs: number): ZoneState {
  const state = states.findLast((one) => one.atMs <= atMs) ?? states[0];
  if (state === undefined) throw new Error("A life has no first zone state");
  return state;
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

/** Returns a DKIM token in the form of SES: 32 characters of a-z and 2-7. */
function tokenOf(letter: string, number: number): string {
  const digits = number
    .toString(26)
    .replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `${letter}${digits}`.padEnd(32, "q");
}
