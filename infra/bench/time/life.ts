import { requiredRecords } from "#core/records/required-records";
import { type Random, randomOf } from "../random.ts";
import { type Course, courseOf, type ZoneState } from "./course.ts";
import type { CustomerModel } from "./customer-model.ts";

/** Everything that one customer and the DNS will do; it is the same under every policy. */
export interface Life extends Course {
  readonly number: number;
  readonly domain: string;
  readonly mailFrom: string;
  readonly tokens: readonly string[];
  readonly createdMs: number;
  readonly endMs: number;
  readonly secondServerLateMs: number;
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
const DAY_MS = 86_400 * SECOND_MS;

/** Generates the life of customer `number`; it is the same for the same seed and model. */
export function lifeOf(number: number, seed: number, model: CustomerModel): Life {
  const random = randomOf(seed, number);
  const domain = `customer${number}.example`;
  const mailFrom = `email.${domain}`;
  const tokens = ["a", "b", "c"].map((letter) => tokenOf(letter, number));
  const createdMs = Math.round(BEGINNING_MS + random.between(0, model.arrivalDays * DAY_MS));
  const records = requiredRecords({
    identity: domain,
    mailFrom,
    dkimTokens: tokens,
    signingHostedZone: SIGNING_ZONE,
    region: REGION,
  });
  // These numbers come from separate streams, so that they change nothing else in a life.
  const secondServerLateMs = latenessOf(randomOf(~seed, number + 1_000_000), model);
  const gapMs = gapOf(randomOf(~seed, number + 2_000_000), model);
  const course = courseOf({ domain, records, createdMs, secondServerLateMs, gapMs }, model, random);
  return {
    number,
    domain,
    mailFrom,
    tokens,
    createdMs,
    endMs: createdMs + model.followedDays * DAY_MS,
    ...course,
    secondServerLateMs,
    negativeTtlMs: random.pick(model.negativeTtlSeconds).seconds * SECOND_MS,
    recordTtlMs: random.pick(model.recordTtlSeconds).seconds * SECOND_MS,
  };
}

/** Returns how much later the second name server has the same contents. */
function latenessOf(random: Random, { secondServer }: CustomerModel): number {
  return random.chance(secondServer.lateShare)
    ? Math.round(random.between(0, secondServer.secondsAtMost) * SECOND_MS)
    : 0;
}

/** Returns the time between two records that a customer saves one by one. */
function gapOf(random: Random, { oneByOne }: CustomerModel): number {
  return random.chance(oneByOne.share)
    ? Math.round(random.between(1, oneByOne.gapSecondsAtMost) * SECOND_MS)
    : 0;
}

/** Returns the contents of the zone at a time, as one name server has them; the second may be late. */
export function stateAt({ states, secondServerLateMs }: Life, atMs: number, server = 0): ZoneState {
  const heldSinceMs = server === 0 ? atMs : atMs - secondServerLateMs;
  const state = states.findLast((one) => one.atMs <= heldSinceMs) ?? states[0];
  if (state === undefined) throw new Error("A life has no first zone state");
  return state;
}

/** True if all records are right at every name server. */
export function isRightAt(life: Life, atMs: number): boolean {
  return stateAt(life, atMs, 0).isRight && stateAt(life, atMs, 1).isRight;
}

/** Returns a DKIM token in the form of SES: 32 characters of a-z and 2-7. */
function tokenOf(letter: string, number: number): string {
  const digits = number
    .toString(26)
    .replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `${letter}${digits}`.padEnd(32, "q");
}
