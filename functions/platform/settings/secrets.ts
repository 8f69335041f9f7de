import { getSecret } from "@aws-lambda-powertools/parameters/secrets";
import { z } from "zod";
import {
  type HelpDeskCredentials,
  helpDeskCredentials,
} from "#core/tickets/help-desks/help-desk-credentials";

const rotating = z.object({ current: z.string().min(32), previous: z.string().min(32).optional() });

/** Seconds that a secret is kept in memory: how long a rotation takes to be seen everywhere. */
const KEEP_SECONDS = 300;

/** A rotating secret's values, the current one first; two during a rotation. */
export async function readSecret(secretId: string): Promise<string[]> {
  const text = await getSecret(secretId, { maxAge: KEEP_SECONDS });
  const { current, previous } = rotating.parse(JSON.parse(String(text)));
  return previous === undefined ? [current] : [current, previous];
}

/** What opens the APIs of the help desks; nothing where none is connected. */
export async function readHelpDeskCredentials(secretId: string): Promise<HelpDeskCredentials> {
  if (secretId === "") return {};
  const text = await getSecret(secretId, { maxAge: KEEP_SECONDS });
  return helpDeskCredentials.parse(JSON.parse(String(text)));
}
