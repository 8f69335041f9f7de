import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import * as z from "zod";

const value = z.string().min(32);

/**
 * Base64, optionally after "whsec_":
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const signingValue = value.refine(
  (text) => z.base64().safeParse(text.replace(/^whsec_/, "")).success,
  "operators.fault.base64",
);

const rotating = (one: typeof value) => z.object({ current: one, previous: one.optional() });
const rotatingSecret = rotating(value);
const rotatingSigningSecret = rotating(signingValue);

const byDesk = z.record(z.string(), z.unknown());

/** How many seconds a secret is cached, which is how long a rotation takes to apply everywhere. */
const KEEP_SECONDS = 300;

/** Reads the values of a rotating secret, the current one first; during a rotation there are two. */
export async function readSecret(secretId: string): Promise<string[]> {
  return valuesOf(rotatingSecret.parse(await readJson(secretId)));
}

/** Reads a rotating secret for signatures of the Standard Webhooks specification. */
export async function readSigningSecret(secretId: string): Promise<string[]> {
  return valuesOf(rotatingSigningSecret.parse(await readJson(secretId)));
}

/** Reads a secret with an entry for each help desk; empty if none is connected. */
export async function readHelpDeskSecret(secretId: string): Promise<Readonly<Record<string, unknown>>> {
  return secretId === "" ? {} : byDesk.parse(await readJson(secretId));
}

/** Reads the rotating secret for the webhooks of one help desk. */
export async function readDeskSecret(secretId: string, desk: string): Promise<string[]> {
  return deskSecret((await readHelpDeskSecret(secretId))[desk]);
}

/** Returns the values of one help desk's rotating secret, the current one first. */
export function deskSecret(entry: unknown): string[] {
  return valuesOf(rotatingSecret.parse(entry));
}

async function readJson(secretId: string): Promise<unknown> {
  return JSON.parse(String(await getSecret(secretId, { maxAge: KEEP_SECONDS })));
}

function valuesOf({ current, previous }: z.infer<typeof rotatingSecret>): string[] {
  return previous === undefined ? [current] : [current, previous];
}
