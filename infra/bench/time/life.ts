import { requiredRecords } from "#core/records/required-records";
import { type Random, randomOf } from "../random.ts";
import type { CustomerModel } from "./customer-model.ts";
import { ABSENT, type Held, mistaken, published, withoutFirst } from "./zone-contents.ts";

/** What a zone's name servers hold from one moment on. */
export interface ZoneState extends Held {
  readonly atMs: number;
}

/** Something the customer says on the set-up page. */
export interface Said {
  readonly atMs: number;
  readonly word: "confirm" | "check";
}

/** The actions of one customer and of the DNS, the same under every policy. */
export interface Life {
  readonly number: number;
  readonly domain: string;
  readonly mailFrom: string;
  readonly tokens: readonly string[];
  readonly createdMs: number;
  readonly endMs: number;
  /** By time; the first is that nothing is published. */
  readonly states: readonly ZoneState[];
  readonly said: readonly Said[];
  /** Since when all five records are right at every name server, until they are lost if they ever are. */
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

/** When the first tickets come. */
const BEGINNING_MS = Date.UTC(2026, 10, 23);

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 1440 * MINUTE_MS;

/** The life of customer `number`, the same for the same seed and model. */
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
  const said: Said[] = [];
  const save = (atMs: number, held: Held): number => {
    const { from, to } = random.pick(model.nameServerSeconds);
    const heldMs = atMs + Math.round(random.between(from, to) * SECOND_MS);
    states.push({ atMs: heldMs, ...held });
    said.push(...wordsAfter(atMs, model, random));
    return heldMs;
  };

  const { medianMinutes, sigma } = random.pick(model.publish);
  const latest = createdMs + model.latestPublicationDays * DAY_MS;
  let rightMs: number | undefined;
  if (random.chance(model.words.prematureShare)) {
    said.push({ atMs: createdMs + Math.round(random.between(5, 60) * MINUTE_MS), word: "confirm" });
  }
  if (medianMinutes !== null) {
    const savedMs = Math.min(latest, createdMs + minutes(random.logNormal(medianMinutes, sigma)));
    const { mistake } = model;
    if (!random.chance(mistake.share)) {
      rightMs = save(savedMs, right);
    } else {
      const { kind } = random.pick(mistake.kinds);
      const heldMs = save(savedMs, mistaken(records, kind, domain));
      const mendMinutes = random.logNormal(mistake.mendMedianMinutes, mistake.mendSigma);
      const mendedMs = Math.min(heldMs + mistake.latestMendDays * DAY_MS, heldMs + minutes(mendMinutes));
      if (!random.chance(mistake.neverMended)) rightMs = save(mendedMs, right);
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
    said: said.sort((one, other) => one.atMs - other.atMs),
    ...(rightMs === undefined ? {} : { rightMs }),
    negativeTtlMs: random.pick(model.negativeTtlSeconds).seconds * SECOND_MS,
    recordTtlMs: random.pick(model.recordTtlSeconds).seconds * SECOND_MS,
  };
}

/** What the zone holds at a time. */
export function stateAt({ states }: Life, atMs: number): ZoneState {
  const state = states.findLast((one) => one.atMs <= atMs) ?? states[0];
  if (state === undefined) throw new Error("A zone holds something at any time");
  return state;
}

function wordsAfter(savedMs: number, { words }: CustomerModel, random: Random): Said[] {
  const said: Said[] = [];
  const after = (sinceMs: number, median: number, sigma: number): number =>
    sinceMs + minutes(random.logNormal(median, sigma));
  let lastMs = savedMs;
  if (random.chance(words.confirmShare)) {
    lastMs = after(lastMs, words.confirmMedianMinutes, words.confirmSigma);
    said.push({ atMs: lastMs, word: "confirm" });
  }
  if (random.chance(words.checkShare)) {
    const times = 1 + Math.floor(random.next() * words.checksAtMost);
    for (let time = 0; time < times; time += 1) {
      lastMs = after(lastMs, words.checkMedianMinutes, words.checkSigma);
      said.push({ atMs: lastMs, word: "check" });
    }
  }
  return said;
}

function lossAfter(rightMs: number, right: Held, { loss }: CustomerModel, random: Random): ZoneState[] {
  if (!random.chance(loss.share)) return [];
  const lostMs = rightMs + Math.round(random.between(loss.earliestDays, loss.latestDays) * DAY_MS);
  const lost: ZoneState = { atMs: lostMs, ...withoutFirst(right) };
  if (!random.chance(loss.mendedShare)) return [lost];
  const mendedMs = lostMs + minutes(random.logNormal(loss.mendMedianMinutes, loss.mendSigma));
  return [lost, { atMs: mendedMs, ...right }];
}

function minutes(count: number): number {
  return Math.round(count * MINUTE_MS);
}

/** As SES writes them: 32 of a-z and 2-7. */
function tokenOf(letter: string, number: number): string {
  const digits = number
    .toString(26)
    .replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `${letter}${digits}`.padEnd(32, "q");
}
