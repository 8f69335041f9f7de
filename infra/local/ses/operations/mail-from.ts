import * as z from "zod";
import { domainOf, type MailFrom } from "../identity.ts";
import type { Operation } from "../operation.ts";
import { badRequest, oneOf, readBody } from "../request-body.ts";
import { beginWatch } from "../watch.ts";

const BEHAVIORS = ["USE_DEFAULT_VALUE", "REJECT_MESSAGE"] as const;
const attributes = z.object({
  MailFromDomain: z.string().nullish(),
  BehaviorOnMxFailure: z.enum(BEHAVIORS, oneOf(BEHAVIORS)).nullish(),
});

/** PUT /v2/email/identities/{EmailIdentity}/mail-from: each request restarts the 72 hours. */
export const putMailFromAttributes: Operation = (account, { identity: name, body }) => {
  const { MailFromDomain, BehaviorOnMxFailure } = readBody(attributes, body);
  const identity = account.identities.get(name);
  if (identity === undefined) throw badRequest(`Identity <${name}> does not exist.`);
  const { mailFrom: _replaced, ...rest } = identity;
  if (!MailFromDomain) {
    account.identities.put(name, rest);
    account.verifier.arm(name);
    return {};
  }
  const domain = MailFromDomain.toLowerCase();
  if (!domain.endsWith(`.${domainOf(name)}`))
    throw badRequest(
      `Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <${domainOf(name)}>`,
    );
  const mailFrom: MailFrom = {
    domain,
    behavior: BehaviorOnMxFailure ?? "USE_DEFAULT_VALUE",
    watch: beginWatch(account.clock.now()),
  };
  account.identities.put(name, { ...rest, mailFrom });
  account.verifier.arm(name);
  return {};
};
