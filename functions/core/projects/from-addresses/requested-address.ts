import * as z from "zod";
import { type Fault, faultsOf } from "#core/tickets/fault";
import { migratingFrom, type OnboardingRequest } from "#core/tickets/onboarding-request";
import { expecting } from "#core/words/expected-text";
import { normalizedName } from "./display-name.ts";

/** The most addresses in one request. */
const MOST_AT_ONCE = 50;

/** The most validation errors in one answer. */
const MOST_FAULTS = 50;

const LIST = expecting({ key: "fault.address-list", values: { most: MOST_AT_ONCE } });

const REASON = "operators.fault.reason";

const single = z.strictObject({
  address: z.string("fault.an-address").max(1000, "fault.an-address"),
  displayName: z
    .string("fault.display-name")
    .max(1000, "fault.display-name")
    .transform(normalizedName)
    .optional(),
  replyAddress: z.string("fault.an-address").max(1000, "fault.an-address").optional(),
  /** False if nobody reads mail to the address. */
  mailboxExists: z.boolean().optional(),
});

/** One requested address. */
export type RequestedAddress = z.infer<typeof single>;

const fields = {
  addresses: z
    .array(
      z.union([z.string().transform((address): RequestedAddress => ({ address })), single], {
        error: "fault.address-item",
      }),
      LIST,
    )
    .min(1, LIST)
    .max(MOST_AT_ONCE, LIST),
  migratingFrom: migratingFrom.optional(),
};

const asked = z.strictObject(fields);
const askedByOperator = z.strictObject({
  ...fields,
  /** The reason for accepting an address that fails DMARC. */
  override: z.string(REASON).trim().min(1, REASON).max(500, REASON).optional(),
});

/** The addresses in one request. */
export type RequestedAddresses = z.infer<typeof asked> & { readonly override?: string | undefined };

/** Returns the from addresses in an onboarding's request. */
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

/**
 * Reads a request for addresses. If a text is not an address, only that one is refused, not the whole
 * request.
 */
export function readRequestedAddresses(
  data: unknown,
  by: "operator" | "ticket",
): { readonly asked: RequestedAddresses } | { readonly faults: readonly Fault[] } {
  const read = (by === "operator" ? askedByOperator : asked).safeParse(data);
  return read.success ? { asked: read.data } : { faults: faultsOf(read.error, data).slice(0, MOST_FAULTS) };
}
