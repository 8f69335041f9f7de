import { randomInt } from "node:crypto";
import * as z from "zod";
import { AwsError, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import type { Secret } from "../template/resources.ts";
import { createJsonService, operation } from "./json-service.ts";

/** The local Secrets Manager; `value` is for the local cloud's own use. */
export interface SecretsManager {
  readonly service: AwsService;
  /** Returns the current value of the secret with this name or ARN. */
  value(secretId: string): string;
}

interface Stored {
  readonly value: string;
  readonly createdAt: number;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes the local Secrets Manager and the missing secrets; each data directory has its own values. */
export function createSecretsManager(options: {
  store: Store;
  clock: Clock;
  secrets: readonly Secret[];
  region: string;
  accountId: string;
}): SecretsManager {
  const { store, clock, region, accountId } = options;
  const secrets = store.collection<Stored>("secrets");
  const arnPrefix = `arn:aws:secretsmanager:${region}:${accountId}:secret:`;
  for (const secret of options.secrets) {
    if (secrets.get(secret.name) === undefined) {
      secrets.put(secret.name, { value: secret.value ?? generate(secret), createdAt: clock.now() });
    }
  }

  function find(secretId: string): Stored & { name: string } {
    const name = secretId.replace(arnPrefix, "");
    const found = secrets.get(name);
    if (found !== undefined) return { name, ...found };
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  return {
    value: (secretId) => find(secretId).value,
    service: createJsonService("secretsmanager", "1.1", {
      ListSecrets: () => ({
        SecretList: secrets
          .list()
          .map(({ key }) => ({ ARN: `${arnPrefix}${key}`, Name: key, Tags: tagsOf(key) })),
      }),
      GetSecretValue: operation(z.object({ SecretId: z.string() }), ({ SecretId }) => {
        const { name, value, createdAt } = find(SecretId);
        return {
          ARN: `${arnPrefix}${name}`,
          Name: name,
          SecretString: value,
          VersionId: "00000000-0000-0000-0000-000000000001",
          VersionStages: ["AWSCURRENT"],
          CreatedDate: createdAt / 1000,
        };
      }),
    }),
  };
}

/** Returns the tags that CloudFormation adds to a stack's resources, from a name of the form stack-logicalId. */
function tagsOf(name: string): { Key: string; Value: string }[] {
  const [stack = "", logicalId = ""] = name.split("-");
  return [
    { Key: "aws:cloudformation:stack-name", Value: stack },
    { Key: "aws:cloudformation:logical-id", Value: logicalId },
  ];
}

function generate({ name, generate: rule }: Secret): string {
  if (rule === undefined) throw new Error(`secret ${name} has neither a value nor a rule to make one`);
  const random = Array.from({ length: rule.length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  if (rule.template === undefined || rule.key === undefined) return random;
  const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(rule.template));
  return JSON.stringify({ ...fields, [rule.key]: random });
}
