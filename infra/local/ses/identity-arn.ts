import type { Account } from "./account.ts";

/** The ARN of an identity of this account. */
export function identityArn({ region, accountId }: Account, name: string): string {
  return `arn:aws:ses:${region}:${accountId}:identity/${name}`;
}
