import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/** Throws an error with instructions, unless the deployer has configured a Region and credentials. */
export async function demandAccess({ config }: SESv2Client): Promise<void> {
  await config.region().catch((cause: unknown) => {
    throw new Error(text("operators.commands.deploy.region"), { cause });
  });
  await config.credentials();
}
