import type { BenchResult } from "../bench-result.ts";
import { median } from "../median.ts";
import type { Measured } from "./measure.ts";
import { DIG_QUESTIONS } from "./processes.ts";

/** The size of the measurement. */
export interface Extent {
  readonly runs: number;
  readonly latencyMs: number;
  /** The number of domains that are diagnosed one after the other, with latency and without. */
  readonly oneByOne: number;
  /** The number of domains that are diagnosed in parallel. */
  readonly many: number;
  readonly manyInFlight: number;
  /**
   * The number of domains in progress when memory is measured; their latency is long enough that all begin
   * before one ends.
   */
  readonly crowd: number;
  readonly crowdLatencyMs: number;
}

/** The milliseconds that each contender takes for one domain; `dig` is NaN on a machine without it. */
interface OneDomain {
  readonly sendworthy: number;
  readonly nodeDns: number;
  readonly dig: number;
}

/** The measurements of one run, with latency (far) and without (near). */
export interface Run {
  readonly near: OneDomain;
  readonly far: OneDomain;
  readonly perSecond: Omit<OneDomain, "dig">;
}

type MemoryOfOne = Pick<Measured, "inFlight" | "right" | "questions" | "peakMb" | "idleMb">;

/** The memory that parallel diagnoses of many domains need. */
export type Memory = Readonly<Record<"sendworthy" | "nodeDnsLoop", MemoryOfOne>>;

/** Rounds a figure for people. */
export function round(number: number, digits = 1): number {
  return Number(number.toFixed(digits));
}

/** Compares the medians of the runs. The contenders differ: the script queries one resolver only, and only the diagnosis finds causes. */
export function comparisonOf(
  extent: Extent,
  runs: readonly Run[],
  memory: Memory,
  withDig: boolean,
): Pick<BenchResult, "figures" | "ratios"> {
  const medians = {
    near: mediansOf(runs.map((run) => run.near)),
    far: mediansOf(runs.map((run) => run.far)),
    perSecond: {
      sendworthy: median(runs.map((run) => run.perSecond.sendworthy)),
      nodeDns: median(runs.map((run) => run.perSecond.nodeDns)),
    },
  };
  const ofDig: OfDig = (figure, digits) => (withDig ? round(figure, digits) : null);
  return {
    figures: figuresOf(extent, medians, memory, ofDig),
    ratios: ratiosOf(medians, memory, ofDig),
  };
}

/** Rounds a figure of dig, and returns `null` on a machine without it. */
type OfDig = (figure: number, digits?: number) => number | null;

function figuresOf(extent: Extent, { near, far, perSecond }: Run, memory: Memory, ofDig: OfDig) {
  return {
    latencyInjectedMs: extent.latencyMs,
    roundsWhenAllIsRight: Math.round((far.sendworthy - near.sendworthy) / extent.latencyMs),
    questionsForOneDomain: {
      sendworthy: memory.sendworthy.questions,
      digScript: DIG_QUESTIONS,
      nodeDnsLoop: memory.nodeDnsLoop.questions,
    },
    oneDomainMs: timesOf(far, ofDig),
    oneDomainWithoutLatencyMs: timesOf(near, ofDig),
    domainsPerSecondOnLoopback: {
      inFlight: extent.manyInFlight,
      sendworthy: round(perSecond.sendworthy),
      nodeDnsLoop: round(perSecond.nodeDns),
      sendworthyOneAtATime: round(1_000 / near.sendworthy),
      digScriptOneAtATime: ofDig(1_000 / near.dig),
      nodeDnsLoopOneAtATime: round(1_000 / near.nodeDns),
    },
    // Memory is measured in one run only, because many parallel domains take longest.
    memoryInFlight: memory,
  };
}

function ratiosOf({ near, far, perSecond }: Run, memory: Memory, ofDig: OfDig) {
  return {
    digScriptToSendworthyTime: ofDig(far.dig / far.sendworthy, 2),
    nodeDnsLoopToSendworthyTime: round(far.nodeDns / far.sendworthy, 2),
    digScriptToSendworthyTimeWithoutLatency: ofDig(near.dig / near.sendworthy, 2),
    nodeDnsLoopToSendworthyTimeWithoutLatency: round(near.nodeDns / near.sendworthy, 2),
    sendworthyToNodeDnsLoopDomainsPerSecond: round(perSecond.sendworthy / perSecond.nodeDns, 2),
    sendworthyToNodeDnsLoopPeakMemory: round(memory.sendworthy.peakMb / memory.nodeDnsLoop.peakMb, 2),
  };
}

function mediansOf(all: readonly OneDomain[]): OneDomain {
  return {
    sendworthy: median(all.map((one) => one.sendworthy)),
    nodeDns: median(all.map((one) => one.nodeDns)),
    dig: median(all.map((one) => one.dig)),
  };
}

function timesOf(one: OneDomain, ofDig: OfDig) {
  return { sendworthy: round(one.sendworthy), digScript: ofDig(one.dig), nodeDnsLoop: round(one.nodeDns) };
}
