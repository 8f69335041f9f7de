import { readFile } from "node:fs/promises";
import * as z from "zod";
import { UsageError } from "../../command-line.ts";

const share = z.number().min(0);
const ttls = z.array(z.strictObject({ share, seconds: z.number().positive() })).min(1);

/** A mistake in a customer's first publication. */
const mistakeKind = z.enum(["name-doubled", "one-missing", "domain-appended", "other-region", "spf-missing"]);

/** A mistake in a customer's first publication. */
export type MistakeKind = z.infer<typeof mistakeKind>;

const customerModel = z.strictObject({
  about: z.string(),
  arrivalDays: z.number().positive(),
  /** The simulated days from each ticket on. */
  followedDays: z.number().positive(),
  /** The time from the ticket to the first publication; `null` is never. */
  publish: z
    .array(
      z.strictObject({ share, medianMinutes: z.number().positive().nullable(), sigma: z.number().min(0) }),
    )
    .min(1),
  latestPublicationDays: z.number().positive(),
  mistake: z.strictObject({
    share,
    neverFixed: share,
    fixMedianMinutes: z.number().positive(),
    fixSigma: z.number().min(0),
    latestFixDays: z.number().positive(),
    kinds: z.array(z.strictObject({ share, kind: mistakeKind })).min(1),
  }),
  /** The time from saving in the DNS panel until all name servers have the new records. */
  nameServerSeconds: z
    .array(z.strictObject({ share, from: z.number().min(0), to: z.number().min(0) }))
    .min(1),
  /** The second name server of some domains receives each change later. */
  secondServer: z.strictObject({ lateShare: share, secondsAtMost: z.number().min(0) }),
  /** Some customers save one record after the other. */
  oneByOne: z.strictObject({ share, gapSecondsAtMost: z.number().min(1) }),
  negativeTtlSeconds: ttls,
  recordTtlSeconds: ttls,
  actions: z.strictObject({
    confirmShare: share,
    confirmMedianMinutes: z.number().positive(),
    confirmSigma: z.number().min(0),
    checkShare: share,
    checksAtMost: z.number().int().min(1),
    checkMedianMinutes: z.number().positive(),
    checkSigma: z.number().min(0),
    prematureShare: share,
  }),
  /** The removal of a record after all records were right. */
  loss: z.strictObject({
    share,
    earliestDays: z.number().positive(),
    latestDays: z.number().positive(),
    fixedShare: share,
    fixMedianMinutes: z.number().positive(),
    fixSigma: z.number().min(0),
  }),
  /** The share of checks to which no name server responds. */
  silentChecks: share,
});

/** The assumed behaviour of customers, their DNS hosts and their name servers, in figures. */
export type CustomerModel = z.infer<typeof customerModel>;

const OWN = new URL("customer-model.json", import.meta.url);

/** Reads a customer model: the given file, or the project's own. */
export async function readCustomerModel(file: string | URL = OWN): Promise<CustomerModel> {
  try {
    return customerModel.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const because = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", "; ") : error;
    throw new UsageError(`no customer model in ${file}: ${because}`);
  }
}
