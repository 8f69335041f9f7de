import * as z from "zod";
import { configurationSetNamed } from "../configuration-set.ts";
import type { Operation } from "../operation.ts";
import { badRequest, identityNotFound, readBody } from "../request-body.ts";

const ofSet = z.object({ ConfigurationSetName: z.string().nullish() });

/** PUT /v2/email/identities/{EmailIdentity}/configuration-set: a request without a name removes the configuration set. */
export const putConfigurationSetAttributes: Operation = (account, { identity: name, body }) => {
  const { ConfigurationSetName } = readBody(ofSet, body);
  const identity = account.identities.get(name);
  if (identity === undefined) throw identityNotFound(name);
  const { configurationSet: _replaced, ...rest } = identity;
  if (!ConfigurationSetName) {
    account.identities.put(name, rest);
    return {};
  }
  configurationSetNamed(account.configurationSets, ConfigurationSetName);
  account.identities.put(name, { ...rest, configurationSet: ConfigurationSetName });
  return {};
};

const ofFeedback = z.object({ EmailForwardingEnabled: z.boolean().default(false) });

/** PUT /v2/email/identities/{EmailIdentity}/feedback */
export const putFeedbackAttributes: Operation = (account, { identity: name, body }) => {
  const { EmailForwardingEnabled } = readBody(ofFeedback, body);
  const identity = account.identities.get(name);
  if (identity === undefined)
    throw badRequest(`Identity ${name} is invalid. Must be a verified email address or domain.`);
  account.identities.put(name, { ...identity, forwardsFeedback: EmailForwardingEnabled });
  return {};
};
