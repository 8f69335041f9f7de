import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { SecretsManager } from "../services/secrets-manager.ts";
import type { Secret } from "../template/resources.ts";
import { DESKS, localDesk } from "./desks.ts";

const entries = <T>(entryOf: (desk: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(DESKS.map((desk) => [desk, entryOf(desk)]));

/** The secrets of the help desks as a deployer would fill them, by the end of their names. */
const FILLED: Readonly<Record<string, () => object>> = {
  HelpDeskWebhooks: () => entries(() => ({ current: randomBytes(33).toString("base64") })),
  HelpDeskCredentials: () => entries((desk) => localDesk(desk).credentials),
};

/** The secrets of a template, those of the help desks filled. */
export function withHelpDesks(secrets: readonly Secret[]): Secret[] {
  return secrets.map((secret) => {
    const filled = FILLED[secret.name.replace(/^.*-/, "")];
    return filled === undefined ? secret : { ...secret, value: JSON.stringify(filled()) };
  });
}

const webhooks = z.record(z.string(), z.object({ current: z.string() }));

/** Finds the secret that authenticates the webhooks of a desk, as it is now. */
export function webhookSecrets(secrets: readonly Secret[], values: SecretsManager): (desk: string) => string {
  return (desk) => {
    const found = secrets.find(({ name }) => name.endsWith("-HelpDeskWebhooks"));
    const entry = found && webhooks.parse(JSON.parse(values.value(found.name)))[desk];
    if (entry === undefined) throw new Error(`There is no webhook secret of ${desk}`);
    return entry.current;
  };
}
