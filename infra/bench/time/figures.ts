import { costOf, costOnPlanOf, costParts } from "./cost.ts";
import { type Meter, usedInAll } from "./meter.ts";
import { IN_GOOD_TIME_MS, type Loss, type Outcome, type PolicyRun } from "./outcome.ts";
import { percentile } from "./percentile.ts";

/** A number; `null` if the policy has none, such as SES reads of a system without SES. */
type Figure = number | null;

/** The figures of a policy in the bench's last line. */
export interface Figures {
  readonly name: string;
  readonly dnsDelayP50S: Figure;
  readonly dnsDelayP95S: Figure;
  readonly dnsDelayAfterConfirmP95S: Figure;
  readonly sesDelayP95S: Figure;
  readonly sesReadsP50: Figure;
  readonly sesReadsP99: Figure;
  readonly sesWritesP50: Figure;
  readonly dnsQueriesP50: Figure;
  readonly transitionsP50: Figure;
  readonly costP50Usd: Figure;
  readonly costP99Usd: Figure;
  /** The same as `costP50Usd`, at the present price of a mail. */
  readonly costOnPlanP50Usd: Figure;
  readonly mailsP50: Figure;
  /** The costs of the console and the report: figures and search, stored stages and texts, and metrics. */
  readonly consoleCostMeanUsd: Figure;
  readonly consoleCostP99Usd: Figure;
  /** The share of onboardings whose records were right in good time and that never became ready. */
  readonly stuckForever: number;
  /** Loss notices, or states taken back, while all records were right. */
  readonly falseLost: number;
}

/** The other figures of the table. */
export interface MoreFigures {
  readonly dnsDelayP99S: Figure;
  readonly sesDelayP50S: Figure;
  readonly sesDelayP99S: Figure;
  readonly invocationsP50: Figure;
  readonly readUnitsP50: Figure;
  readonly writeUnitsP50: Figure;
  readonly costMeanUsd: Figure;
  readonly fixedPerMonthUsd: Figure;
  /** The share that was reported verified while a record was not right. */
  readonly verifiedTooEarly: Figure;
  readonly watchSesReadsPerMonth: Figure;
  /** One watched domain, all in. */
  readonly watchedMonthUsd: Figure;
  /** Domains that lost a record after they were ready. */
  readonly lost: number;
  /** The time until a probe saw the loss. */
  readonly lostSignP95S: Figure;
  /** The share of losses that a message reported; a loss that is fixed within hours may need none. */
  readonly lostNoticedShare: Figure;
  readonly lostNoticedP50S: Figure;
  readonly lostNoticedP95S: Figure;
  /** The share of losses fixed in good time whose domain is ready at the end. */
  readonly lostReadyAgainShare: Figure;
}

/** Calculates the figures of one policy. */
export function figuresOf({ name, outcomes, consoleCosts }: PolicyRun): Figures {
  const delays = delaysOf(outcomes);
  const amount = amountsOf(outcomes);
  return {
    name,
    dnsDelayP50S: rounded(percentile(delays.dns, 0.5), 1),
    dnsDelayP95S: rounded(percentile(delays.dns, 0.95), 1),
    dnsDelayAfterConfirmP95S: rounded(percentile(delays.afterAction, 0.95), 1),
    sesDelayP95S: rounded(percentile(delays.ses, 0.95), 1),
    sesReadsP50: rounded(
      amount(0.5, ({ sesReads }) => sesReads),
      1,
    ),
    sesReadsP99: rounded(
      amount(0.99, ({ sesReads }) => sesReads),
      1,
    ),
    sesWritesP50: amount(0.5, ({ sesWrites }) => sesWrites),
    dnsQueriesP50: amount(0.5, ({ dnsQueries }) => dnsQueries),
    transitionsP50: amount(0.5, ({ transitions }) => transitions),
    costP50Usd: rounded(amount(0.5, costOf), 6),
    costP99Usd: rounded(amount(0.99, costOf), 6),
    costOnPlanP50Usd: rounded(amount(0.5, costOnPlanOf), 6),
    mailsP50: amount(0.5, ({ mails }) => mails),
    consoleCostMeanUsd: consoleCosts === null ? null : rounded(meanOf(consoleCosts), 6),
    consoleCostP99Usd: consoleCosts === null ? null : rounded(percentile(consoleCosts, 0.99), 6),
    stuckForever: rounded(shareOfStuck(outcomes), 4) ?? 0,
    falseLost: outcomes.reduce((sum, { falseLost }) => sum + falseLost, 0),
  };
}

/** Calculates the figures that only the table shows. */
export function moreFiguresOf({ outcomes, fixedPerMonth, watchReads, watchMonth }: PolicyRun): MoreFigures {
  const delays = delaysOf(outcomes);
  const amount = amountsOf(outcomes);
  const costs = outcomes.map(({ meter }) => costOf(meter));
  return {
    dnsDelayP99S: rounded(percentile(delays.dns, 0.99), 1),
    sesDelayP50S: rounded(percentile(delays.ses, 0.5), 1),
    sesDelayP99S: rounded(percentile(delays.ses, 0.99), 1),
    invocationsP50: rounded(
      amount(0.5, (meter) => usedInAll(meter, "invocations")),
      1,
    ),
    readUnitsP50: amount(0.5, (meter) => usedInAll(meter, "readUnits")),
    writeUnitsP50: amount(0.5, (meter) => usedInAll(meter, "writeUnits")),
    costMeanUsd: rounded(meanOf(costs), 6),
    fixedPerMonthUsd: rounded(fixedPerMonth, 2),
    verifiedTooEarly: share(outcomes.filter(({ isTooEarly }) => isTooEarly).length, outcomes.length),
    watchSesReadsPerMonth: rounded(watchReads, 1),
    watchedMonthUsd: rounded(watchMonth, 6),
    ...lossFiguresOf(outcomes.flatMap(({ loss }) => loss ?? [])),
  };
}

/**
 * Returns the cost items of a median onboarding in millionths of a USD, the largest first; they are means
 * over the middle fifth.
 */
export function costItemsOf({ outcomes }: PolicyRun): Readonly<Record<string, number>> {
  const sorted = outcomes.map(({ meter }) => meter).toSorted((one, other) => costOf(one) - costOf(other));
  const middle = sorted
    .slice(Math.floor(sorted.length * 0.4), Math.ceil(sorted.length * 0.6))
    .map((meter) => costParts(meter));
  const names = [...new Set(middle.flatMap((parts) => Object.keys(parts)))];
  const items = names.map((name): [string, number] => {
    const sum = middle.reduce((total, parts) => total + (parts[name] ?? 0), 0);
    return [name, Number(((sum / middle.length) * 1e6).toFixed(1))];
  });
  return Object.fromEntries(items.toSorted(([, one], [, other]) => other - one));
}

function lossFiguresOf(losses: readonly Loss[]) {
  const noticed = losses.flatMap(({ noticedAfterMs }) => noticedAfterMs ?? []).map((time) => time / 1000);
  const signs = losses.flatMap(({ signAfterMs }) => signAfterMs ?? []).map((time) => time / 1000);
  const fixed = losses.filter(
    ({ fixedAfterMs = Number.POSITIVE_INFINITY }) => fixedAfterMs < IN_GOOD_TIME_MS,
  );
  return {
    lost: losses.length,
    lostSignP95S: rounded(percentile(signs, 0.95), 0),
    lostNoticedShare: share(noticed.length, losses.length),
    lostNoticedP50S: rounded(percentile(noticed, 0.5), 0),
    lostNoticedP95S: rounded(percentile(noticed, 0.95), 0),
    lostReadyAgainShare: share(fixed.filter(({ isReady }) => isReady).length, fixed.length),
  };
}

function share(some: number, all: number): Figure {
  return all === 0 ? null : rounded(some / all, 4);
}

function delaysOf(outcomes: readonly Outcome[]) {
  const seconds = (pick: (outcome: Outcome) => number | undefined): number[] =>
    outcomes.flatMap((outcome) => {
      const milliseconds = pick(outcome);
      return milliseconds === undefined ? [] : milliseconds / 1000;
    });
  return {
    dns: seconds(({ dnsDelayMs }) => dnsDelayMs),
    afterAction: seconds(({ afterActionDelayMs }) => afterActionDelayMs),
    ses: seconds(({ sesDelayMs }) => sesDelayMs),
  };
}

/** Returns percentiles of an amount over all onboardings. */
function amountsOf(outcomes: readonly Outcome[]) {
  return (share: number, count: (meter: Meter) => number): Figure =>
    percentile(
      outcomes.map(({ meter }) => count(meter)),
      share,
    );
}

function shareOfStuck(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ isStuck }) => isStuck).length / outcomes.length;
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function rounded(value: number | null, digits: number): Figure {
  return value === null ? null : Number(value.toFixed(digits));
}
