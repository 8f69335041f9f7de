import * as z from "zod";
import data from "./prices.json" with { type: "json" };

const price = z.strictObject({ usd: z.number().positive(), source: z.string().min(1) });

const prices = z.strictObject({
  currency: z.literal("USD"),
  region: z.string(),
  asOf: z.iso.date(),
  freeTiers: z.string(),
  perUnit: z.strictObject({
    stateTransition: price,
    lambdaRequest: price,
    asynchronousInvocation: price,
    lambdaGbSecondArm: price,
    dynamodbWriteUnit: price,
    dynamodbReadUnit: price,
    mail: price,
    /**
     * The price of a mail for accounts on a plan of 2026. The figures count `mail`, so that they can be
     * compared with earlier ones.
     */
    mailOnPlan: price,
    topicMail: price,
    busEvent: price,
    httpRequest: price,
    logGigabyte: price,
    trace: price,
  }),
  perMonth: z.strictObject({ kmsKey: price, secret: price, alarm: price, customMetric: price }),
  /** The assumptions for amounts that the simulation does not count itself. */
  assumed: z.strictObject({
    lambdaGigabytes: z.number().positive(),
    /**
     * The bytes of START, END and REPORT with its trace, each with 26 bytes of overhead, and of what a
     * function logs occasionally.
     */
    logBytesPerInvocation: z.number().positive(),
    logBytesPerHistoryEvent: z.number().positive(),
    /** One metric in the embedded metric format. */
    logBytesPerMilestone: z.number().positive(),
    tracedShare: z.number().min(0),
    scheduledRunMilliseconds: z.number().positive(),
    /** One domain's share of a run of the prober. */
    probeMilliseconds: z.number().positive(),
    peerCheckMilliseconds: z.number().positive(),
  }),
});

/** All prices with their date and sources. */
export const PRICES = prices.parse(data);
