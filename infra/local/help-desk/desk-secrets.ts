import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { SecretsManager } from "../services/secrets-manager.ts";
import type { Secret } from "../template/resources.ts";
import { DESKS, localDesk } from "./desks.ts";

const entries = <T>(entryOf: (desk: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(DESKS.map((desk) => [desk, entryOf(desk)]));

/**
 * Makes the values that a deployer would set for the help desks' secrets; the key is the end of a secret's
 * name.
 */
const VALUES: Readonly<Record<string, () => object>> = {
  HelpDeskWebhooks: () => entries(() => ({ current: randomBytes(33).toString("base64") })),
  HelpDeskCredentials: () => entries((desk) => localDesk(desk).credentials),
};

/** Returns the secrets of a template, with values for those of the help desks. */
export function withHelpDesks(secrets: readonly Secret[]): Secret[] {
  return secrets.map((secret) => {
    const makeValue = VALUES[secret.name.replace(/^.*-/, "")];
    return makeValue === undefined ? secret : { ...secret, value: JSON.stringify(makeValue()) };
  });
}

const webhooks = z.record(z.string(), z.object({ current: z.string() }));

/** Makes a function that reads the present secret for the webhooks of a desk. */
export function webhookSecrets(secrets: readonly Secret[], values: SecretsManager): (desk: string) => string {
  return (desk) => {
    const found = secrets.find(({ name }) => name.endsWith("-HelpDeskWebhooks"));
    const entry = found && webhooks.parse(JSON.parse(values.value(found.name)))[desk];
    if (entry === undefined) throw new Error(`There is no webhook secret of ${desk}`);
    return entry.current;
  };
}
