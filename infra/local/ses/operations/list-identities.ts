import { z } from "zod";
import { type Identity, isVerifiedForSending } from "../identity.ts";
import { identityType } from "../identity-view.ts";
import { type Operation, readBody } from "../operation.ts";

const LARGEST_PAGE = 1000;
const RANGE = { error: `Member must be between 0 and ${LARGEST_PAGE}` };

const listing = z.object({
  PageSize: z.coerce.number(RANGE).int(RANGE).min(0, RANGE).max(LARGEST_PAGE, RANGE).default(LARGEST_PAGE),
  NextToken: z.string().default(""),
  Filter: z
    .object({
      IDENTITY_NAME_CONTAINS: z.string().default(""),
      IDENTITY_TYPE: z.string().optional(),
      VERIFICATION_STATUS: z.string().optional(),
    })
    .prefault({}),
});

type Filter = z.output<typeof listing>["Filter"];

function passes({ name, verificationStatus }: Identity, filter: Filter): boolean {
  return (
    name.includes(filter.IDENTITY_NAME_CONTAINS.toLowerCase()) &&
    (filter.IDENTITY_TYPE ?? identityType(name)) === identityType(name) &&
    (filter.VERIFICATION_STATUS ?? verificationStatus) === verificationStatus
  );
}

/** GET /v2/email/identities and POST /v2/email/list-identities */
export const listEmailIdentities: Operation = ({ identities }, { query, body }) => {
  const sent = typeof body === "object" ? { ...Object.fromEntries(query), ...body } : body;
  const { PageSize, NextToken, Filter } = readBody(listing, sent);
  const after = Buffer.from(NextToken, "base64url").toString();
  const rest = identities.list().filter(({ key, value }) => key > after && passes(value, Filter));
  const page = rest.slice(0, PageSize || LARGEST_PAGE);
  const last = page.at(-1)?.key ?? "";
  return {
    EmailIdentities: page.map(({ value }) => ({
      IdentityType: identityType(value.name),
      IdentityName: value.name,
      SendingEnabled: isVerifiedForSending(identities, value.name),
      VerificationStatus: value.verificationStatus,
    })),
    ...(page.length < rest.length && { NextToken: Buffer.from(last).toString("base64url") }),
  };
};
