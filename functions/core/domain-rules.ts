import { z } from "zod";
import { domainName } from "#core/domain-name";

/** Which domains can be onboarded at all, beyond what the Public Suffix List and free-mail lists say. */
export const domainRules = z.strictObject({
  /** If there are any, only these and what lies below them. */
  allow: z.array(domainName).default([]),
  /** Never these, nor what lies below them. */
  deny: z.array(domainName).default([]),
  /** The platform's own: no customer gets them, nor what lies below or above them. */
  own: z.array(domainName).default([]),
});
