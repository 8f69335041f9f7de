import * as z from "zod";
import { type Identity, isVerifiedForSending } from "../identity.ts";
import { identityType } from "../identity-view.ts";
import type { Operation } from "../operation.ts";
import { page } from "../paging.ts";
import { readBody } from "../request-body.ts";

const listing = z.object({
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
  const { Filter } = readBody(listing, sent);
  const passing = identities
    .list()
    .map(({ value }) => value)
    .filter((identity) => passes(identity, Filter));
  const { items, ...next } = page(passing, ({ name }) => name, sent);
  return {
    EmailIdentities: items.map(({ name, verificationStatus }) => ({
      IdentityType: identityType(name),
      IdentityName: name,
      SendingEnabled: isVerifiedForSending(identities, name),
      VerificationStatus: verificationStatus,
    })),
    ...next,
  };
};
