import { fileURLToPath } from "node:url";
import * as z from "zod";
import { readTemplate, type TemplateFile } from "../../template.ts";
import { type FunctionUse, type IndexUse, type Meter, usedInAll } from "./meter.ts";
import { PRICES } from "./prices.ts";

/** A resource of the template. */
type Resource = TemplateFile["Resources"][string];

const { perUnit, perMonth, assumed } = PRICES;
const GIGABYTE = 1_000_000_000;
const READ_UNIT_BYTES = 4096;
const FIRST_CHUNK_BYTES = 256 * 1024;
const CHUNK_BYTES = 64 * 1024;
const MINUTES_A_MONTH = 30 * 24 * 60;

/** Returns the cost of one onboarding in USD, without a free tier. */
export function costOf(meter: Meter): number {
  return Object.values(costParts(meter)).reduce((sum, part) => sum + part, 0);
}

/** Returns the cost of one onboarding in USD at the present price of a mail. */
export function costOnPlanOf(meter: Meter): number {
  return costOf(meter) + meter.mails * (perUnit.mailOnPlan.usd - perUnit.mail.usd);
}

/**
 * Returns the cost in USD of each kind of usage; each function has its own part, with its logs, traces and
 * units.
 */
export function costParts(meter: Meter): Readonly<Record<string, number>> {
  return {
    "state transitions":
      meter.transitions * perUnit.stateTransition.usd +
      logCost(meter.loggedEvents * assumed.logBytesPerHistoryEvent),
    mail: meter.mails * perUnit.mail.usd,
    "topic and bus": meter.topicMessages * perUnit.topicMail.usd + meter.busEvents * perUnit.busEvent.usd,
    HTTP: meter.httpRequests * perUnit.httpRequest.usd,
    probes: probesCost(meter),
    ...Object.fromEntries(
      Object.entries(meter.functions).map(([folder, use]) => [folder, functionCost(use)]),
    ),
  };
}

/**
 * Returns the cost in USD that console and report add to one onboarding: `index-onboardings`, its metrics,
 * and the writes that only they need.
 */
export function consoleCost(index: IndexUse, meter: Meter | undefined): number {
  const records = meter === undefined ? 0 : usedInAll(meter, "recordUnits");
  return (
    functionCost(index) +
    records * perUnit.dynamodbWriteUnit.usd +
    logCost(index.milestones * assumed.logBytesPerMilestone)
  );
}

function functionCost({ invocations, lambdaMs, readUnits, writeUnits }: FunctionUse): number {
  return (
    lambdaCost(invocations, lambdaMs) +
    readUnits * perUnit.dynamodbReadUnit.usd +
    writeUnits * perUnit.dynamodbWriteUnit.usd +
    logCost(invocations * assumed.logBytesPerInvocation) +
    invocations * assumed.tracedShare * perUnit.trace.usd
  );
}

function logCost(bytes: number): number {
  return (bytes / GIGABYTE) * perUnit.logGigabyte.usd;
}

/**
 * A run of the prober handles many domains, so one turn costs a share of the run; the runs themselves are
 * fixed costs.
 */
function probesCost({ probes, indexBytes }: Meter): number {
  const gigabyteSeconds = ((probes * assumed.probeMilliseconds) / 1000) * assumed.lambdaGigabytes;
  return gigabyteSeconds * perUnit.lambdaGbSecondArm.usd + indexCost(indexBytes);
}

/**
 * Returns the monthly cost in USD of a stack without onboardings. Resources with a condition are optional and
 * off by default, so they are not counted.
 */
export async function fixedPerMonth(): Promise<number> {
  const { Resources } = await readTemplate(fileURLToPath(new URL("../../../template.yaml", import.meta.url)));
  return fixedCost(Object.values(Resources).filter(({ Condition }) => Condition === undefined));
}

/** Returns the monthly cost in USD of these resources of the template, whether or not they are used. */
export function fixedCost(resources: readonly Resource[]): number {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const runs = scheduledRuns(resources);
  return (
    ofType("AWS::KMS::Key").length * perMonth.kmsKey.usd +
    ofType("AWS::SecretsManager::Secret").length * perMonth.secret.usd +
    ofType("AWS::CloudWatch::Alarm").reduce((sum, alarm) => sum + alarmMetrics(alarm), 0) *
      perMonth.alarm.usd +
    lambdaCost(runs, runs * assumed.scheduledRunMilliseconds) +
    runs * (perUnit.dynamodbReadUnit.usd + assumed.tracedShare * perUnit.trace.usd) +
    logCost(runs * assumed.logBytesPerInvocation)
  );
}

const metrics = z.array(z.object({ MetricStat: z.unknown().optional() })).optional();

/** An alarm costs once for each metric that its expression reads: https://aws.amazon.com/cloudwatch/pricing/ */
function alarmMetrics({ Properties }: Resource): number {
  const read = metrics.parse(Properties["Metrics"]);
  return read === undefined ? 1 : read.filter(({ MetricStat }) => MetricStat !== undefined).length;
}

/** Returns the cost of an asynchronous invocation of this duration, with its log and trace. */
export function invocationCost(milliseconds: number, eventBytes: number): number {
  const requests = 1 + Math.ceil(Math.max(0, eventBytes - FIRST_CHUNK_BYTES) / CHUNK_BYTES);
  const gigabyteSeconds = (milliseconds / 1000) * assumed.lambdaGigabytes;
  return (
    requests * perUnit.asynchronousInvocation.usd +
    gigabyteSeconds * perUnit.lambdaGbSecondArm.usd +
    logCost(assumed.logBytesPerInvocation) +
    assumed.tracedShare * perUnit.trace.usd
  );
}

/** Returns the cost of an eventually consistent query of this size; 8 kB are one unit. */
export function indexCost(bytes: number): number {
  return (bytes / (2 * READ_UNIT_BYTES)) * perUnit.dynamodbReadUnit.usd;
}

function lambdaCost(invocations: number, milliseconds: number): number {
  const gigabyteSeconds = (milliseconds / 1000) * assumed.lambdaGigabytes;
  return invocations * perUnit.lambdaRequest.usd + gigabyteSeconds * perUnit.lambdaGbSecondArm.usd;
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

function scheduledRuns(resources: readonly Resource[]): number {
  const text = JSON.stringify(resources);
  return [...text.matchAll(/"rate\((\d+) (minute|hour|day)s?\)"/g)]
    .map(([, every, unit = ""]) => MINUTES_A_MONTH / (Number(every) * (UNIT_MINUTES[unit] ?? Number.NaN)))
    .reduce((sum, runs) => sum + runs, 0);
}
