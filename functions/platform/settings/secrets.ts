import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import * as z from "zod";

const value = z.string().min(32);

/** Base64, perhaps after "whsec_": https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const signingValue = value.refine(
  (text) => z.base64().safeParse(text.replace(/^whsec_/, "")).success,
  "operators.fault.base64",
);

const rotating = (one: typeof value) => z.object({ current: one, previous: one.optional() });
const rotatingSecret = rotating(value);
const rotatingSigningSecret = rotating(signingValue);

const byDesk = z.record(z.string(), z.unknown());

/** Seconds that a secret is kept in memory: how long a rotation takes to be seen everywhere. */
const KEEP_SECONDS = 300;

/** Reads the values of a rotating secret, the current one first; two during a rotation. */
export async function readSecret(secretId: string): Promise<string[]> {
  return valuesOf(rotatingSecret.parse(await readJson(secretId)));
}

/** Reads a rotating secret that signs by the Standard Webhooks specification. */
export async function readSigningSecret(secretId: string): Promise<string[]> {
  return valuesOf(rotatingSigningSecret.parse(await readJson(secretId)));
}

/** Reads a secret that holds an entry for each help desk; empty where none is connected. */
export async function readHelpDeskSecret(secretId: string): Promise<Readonly<Record<string, unknown>>> {
  return secretId === "" ? {} : byDesk.parse(await readJson(secretId));
}

/** Reads the rotating secret that authenticates the webhooks of one help desk. */
export async function readDeskSecret(secretId: string, desk: string): Promise<string[]> {
  return deskSecret((await readHelpDeskSecret(secretId))[desk]);
}

/** The values of one help desk's rotating secret, the current one first. */
export function deskSecret(entry: unknown): string[] {
  return valuesOf(rotatingSecret.parse(entry));
}

async function readJson(secretId: string): Promise<unknown> {
  return JSON.parse(String(await getSecret(secretId, { maxAge: KEEP_SECONDS })));
}

function valuesOf({ current, previous }: z.infer<typeof rotatingSecret>): string[] {
  return previous === undefined ? [current] : [current, previous];
}
