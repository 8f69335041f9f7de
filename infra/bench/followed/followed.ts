import { type Random, randomOf } from "../random.ts";
import { follow } from "./follow.ts";
import { areCompatible, type Mistake } from "./mistake.ts";
import { MISTAKES } from "./mistakes.ts";
import { type Patient, rightPatient } from "./patient.ts";

/** The result of following the advice in many zones. */
export interface FollowedResult {
  readonly zones: number;
  readonly rounds: number;
  readonly healed: number;
  readonly harmed: number;
  /** The first damages, with the mistakes that led to them. */
  readonly harms: readonly string[];
}

const MOST_TOLD = 40;
const SECOND_KEY = "dkim1";

/** Follows the advice in zones with these mistakes; each zone is made from the seed and its number. */
export async function followAll(stacks: Iterable<readonly Mistake[]>, seed: number): Promise<FollowedResult> {
  const harms: string[] = [];
  let [zones, rounds, healed, harmed] = [0, 0, 0, 0];
  for (const stack of stacks) {
    const patient = rightPatient(randomOf(seed, zones));
    const result = await followMistakes(patient, stack);
    zones += 1;
    rounds += result.rounds;
    if (result.healed) healed += 1;
    if (result.harms.length > 0) harmed += 1;
    harms.push(...result.harms.map((harm) => `${stack.map(({ name }) => name).join(" + ")}: ${harm}`));
  }
  return { zones, rounds, healed, harmed, harms: harms.slice(0, MOST_TOLD) };
}

/** Follows the advice for pairs, triples and this many random combinations of mistakes. */
export async function benchFollowed(
  zones: number,
  seed: number,
  say: (line: string) => void,
): Promise<FollowedResult> {
  say(`seed ${seed}`);
  const parts = [
    ["alone and in pairs", singlesAndPairs()],
    ["in triples", triples()],
    [`in ${zones} generated zones`, randomStacks(zones, seed)],
  ] as const;
  let sum: FollowedResult = { zones: 0, rounds: 0, healed: 0, harmed: 0, harms: [] };
  for (const [words, stacks] of parts) {
    const result = await followAll(stacks, seed);
    say(`${words}: ${result.zones} zones, ${result.healed} healed, ${result.harmed} harmed`);
    sum = {
      zones: sum.zones + result.zones,
      rounds: sum.rounds + result.rounds,
      healed: sum.healed + result.healed,
      harmed: sum.harmed + result.harmed,
      harms: [...sum.harms, ...result.harms],
    };
  }
  return sum;
}

function followMistakes(patient: Patient, stack: readonly Mistake[]) {
  const before = patient.zone.records;
  for (const mistake of stack) mistake.make(patient);
  // What the mistakes did not touch must survive, and so must records that something needs although they
  // conflict.
  const own = patient.zone.records.filter(
    (record) => before.includes(record) || patient.inUse.has(record.name),
  );
  const isSpfOf = (value: string) => value.startsWith("v=spf1");
  const kept = own.filter(
    ({ name, type, value }) =>
      !(type === "TXT" && (isSpfOf(value) || name.startsWith("_dmarc."))) &&
      name !== patient.subject.mailFrom,
  );
  const needed = own.filter(({ name }) => patient.inUse.has(name));
  const causes = stack.reduce((sum, one) => sum + (one.causes ?? 1), 0);
  return follow(patient, causes + 1, [...kept, ...needed]);
}

/** Returns all single mistakes and all possible pairs, without regard to which of the keys is affected. */
export function* singlesAndPairs(): Generator<readonly Mistake[]> {
  for (const [index, one] of MISTAKES.entries()) {
    yield [one];
    if (one.parts.includes(SECOND_KEY)) continue;
    for (const other of MISTAKES.slice(index + 1)) if (areCompatible(one, other)) yield [one, other];
  }
}

/** Returns all possible triples, for one key only. */
function* triples(): Generator<readonly Mistake[]> {
  const mistakes = MISTAKES.filter(({ parts }) => !parts.includes(SECOND_KEY));
  for (const [index, one] of mistakes.entries()) {
    const seconds = mistakes.slice(index + 1).filter((other) => areCompatible(one, other));
    for (const [next, second] of seconds.entries()) {
      const thirds = seconds.slice(next + 1).filter((other) => areCompatible(second, other));
      for (const third of thirds) yield [one, second, third];
    }
  }
}

/** Returns this many random combinations of two to four mistakes. */
export function* randomStacks(count: number, seed: number): Generator<readonly Mistake[]> {
  for (let number = 0; number < count; number += 1) yield randomStack(randomOf(seed ^ 0x5eed, number));
}

function randomStack(random: Random): readonly Mistake[] {
  const size = 1 + Math.floor(random.next() * 4);
  const stack: Mistake[] = [];
  for (let tries = 0; stack.length < size && tries < 20; tries += 1) {
    const next = MISTAKES[Math.floor(random.next() * MISTAKES.length)];
    if (next !== undefined && stack.every((one) => areCompatible(one, next))) stack.push(next);
  }
  return stack;
}
