import type { SESv2Client } from "@aws-sdk/client-sesv2";

/** Throws, with the way forward, unless the deployer has said which Region and which account. */
export async function demandAccess({ config }: SESv2Client): Promise<void> {
  await config.region().catch((cause: unknown) => {
    throw new Error("there is no Region: give --region, or set AWS_REGION", { cause });
  });
  await config.credentials();
}
