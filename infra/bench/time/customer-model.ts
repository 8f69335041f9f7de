import { readFile } from "node:fs/promises";
import * as z from "zod";
import { UsageError } from "../../command-line.ts";

const share = z.number().min(0);
const ttls = z.array(z.strictObject({ share, seconds: z.number().positive() })).min(1);

/** What a customer can get wrong first. */
const mistakeKind = z.enum(["name-doubled", "one-missing", "domain-appended", "other-region", "spf-missing"]);

/** What a customer can get wrong first. */
export type MistakeKind = z.infer<typeof mistakeKind>;

const customerModel = z.strictObject({
  about: z.string(),
  arrivalDays: z.number().positive(),
  /** Every policy is followed this long from each ticket on. */
  followedDays: z.number().positive(),
  /** From the ticket to the first publication; `null` is never. */
  publish: z
    .array(
      z.strictObject({ share, medianMinutes: z.number().positive().nullable(), sigma: z.number().min(0) }),
    )
    .min(1),
  latestPublicationDays: z.number().positive(),
  mistake: z.strictObject({
    share,
    neverMended: share,
    mendMedianMinutes: z.number().positive(),
    mendSigma: z.number().min(0),
    latestMendDays: z.number().positive(),
    kinds: z.array(z.strictObject({ share, kind: mistakeKind })).min(1),
  }),
  /** From the panel's "saved" until every name server answers so. */
  nameServerSeconds: z
    .array(z.strictObject({ share, from: z.number().min(0), to: z.number().min(0) }))
    .min(1),
  negativeTtlSeconds: ttls,
  recordTtlSeconds: ttls,
  words: z.strictObject({
    confirmShare: share,
    confirmMedianMinutes: z.number().positive(),
    confirmSigma: z.number().min(0),
    checkShare: share,
    checksAtMost: z.number().int().min(1),
    checkMedianMinutes: z.number().positive(),
    checkSigma: z.number().min(0),
    prematureShare: share,
  }),
  /** A record goes away after all was right. */
  loss: z.strictObject({
    share,
    earliestDays: z.number().positive(),
    latestDays: z.number().positive(),
    mendedShare: share,
    mendMedianMinutes: z.number().positive(),
    mendSigma: z.number().min(0),
  }),
  /** Looks that no name server answers. */
  silentLooks: share,
});

/** What customers, their DNS hosts and their name servers do, in figures. */
export type CustomerModel = z.infer<typeof customerModel>;

const OWN = new URL("customer-model.json", import.meta.url);

/** Reads a customer model; the project's own unless a file is named. */
export async function readCustomerModel(file: string | URL = OWN): Promise<CustomerModel> {
  try {
    return customerModel.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const because = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", "; ") : error;
    throw new UsageError(`no customer model in ${file}: ${because}`);
  }
}
