import * as z from "zod";
import { type Fault, faultsOf } from "#core/tickets/fault";
import { migratingFrom, type OnboardingRequest } from "#core/tickets/onboarding-request";
import { normalizedName } from "./display-name.ts";

/** The most addresses of one request. */
const MOST_AT_ONCE = 50;

/** The most faults that one answer lists. */
const MOST_FAULTS = 50;

const single = z.strictObject({
  address: z.string("an e-mail address").max(1000, "an e-mail address"),
  displayName: z.string("a name").max(1000, "a shorter name").transform(normalizedName).optional(),
  replyAddress: z.string("an e-mail address").max(1000, "an e-mail address").optional(),
  /** False if mail to the address is not read. */
  mailboxExists: z.boolean("true or false").optional(),
});

/** One requested address. */
export type RequestedAddress = z.infer<typeof single>;

const fields = {
  addresses: z
    .array(
      z.union([z.string().transform((address): RequestedAddress => ({ address })), single], {
        error: "an e-mail address, or an object with address, displayName, replyAddress, mailboxExists",
      }),
      `a list of 1 to ${MOST_AT_ONCE} addresses`,
    )
    .min(1, `a list of 1 to ${MOST_AT_ONCE} addresses`)
    .max(MOST_AT_ONCE, `a list of 1 to ${MOST_AT_ONCE} addresses`),
  migratingFrom: migratingFrom.optional(),
};

const asked = z.strictObject(fields);
const askedByOperator = z.strictObject({
  ...fields,
  /** The reason why an address is accepted although it fails DMARC. */
  override: z.string("the reason").trim().min(1, "the reason").max(500, "a shorter reason").optional(),
});

/** The addresses of one request. */
export type RequestedAddresses = z.infer<typeof asked> & { readonly override?: string | undefined };

/** Returns the from addresses that an onboarding's request names. */
export function addressesIn({
  fromAddresses,
  replyAddress,
  mailboxExists,
  migratingFrom,
}: Pick<
  OnboardingRequest,
  "fromAddresses" | "replyAddress" | "mailboxExists" | "migratingFrom"
>): RequestedAddresses {
  const replies = {
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(mailboxExists === undefined ? {} : { mailboxExists }),
  };
  return {
    addresses: fromAddresses.map((address) => ({ address, ...replies })),
    ...(migratingFrom === undefined ? {} : { migratingFrom }),
  };
}

/** Reads a request for addresses. Text that is not an address is no fault of the request: that address alone is refused. */
export function readRequestedAddresses(
  data: unknown,
  by: "operator" | "ticket",
): { readonly asked: RequestedAddresses } | { readonly faults: readonly Fault[] } {
  const read = (by === "operator" ? askedByOperator : asked).safeParse(data);
  return read.success ? { asked: read.data } : { faults: faultsOf(read.error, data).slice(0, MOST_FAULTS) };
}
