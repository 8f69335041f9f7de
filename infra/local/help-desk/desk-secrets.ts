import * as z from "zod";
import type { SecretsManager } from "../services/secrets-manager.ts";
import type { Secret } from "../template/resources.ts";
import { CREDENTIALS } from "./desk-server.ts";
import type { Desk } from "./tickets.ts";

/** As the template names the secret that each desk signs with. */
const SIGNING: Readonly<Record<Desk, string>> = {
  zendesk: "ZendeskSecret",
  freshdesk: "FreshdeskSecret",
  jira: "JiraSecret",
};

const rotating = z.object({ current: z.string() });

/** The secrets of a template, with what opens the local desks in the place where a deployer puts it. */
export function withCredentials(secrets: readonly Secret[]): Secret[] {
  return secrets.map((secret) =>
    secret.name.endsWith("-HelpDeskCredentials") ? { ...secret, value: JSON.stringify(CREDENTIALS) } : secret,
  );
}

/** Finds what a desk signs with, as it is now. */
export function signingSecrets(secrets: readonly Secret[], values: SecretsManager): (desk: Desk) => string {
  return (desk) => {
    const found = secrets.find(({ name }) => name.endsWith(`-${SIGNING[desk]}`));
    if (found === undefined) throw new Error(`The template has no ${SIGNING[desk]}`);
    return rotating.parse(JSON.parse(values.value(found.name))).current;
  };
}
