import { randomUUID } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { TemplateStore } from "#core/publication/ports";

/**
 * How long an address is valid: long enough to sign in to AWS. CloudFormation reads the template when the
 * page opens, and again when the stack is created.
 */
const SECONDS = 900;

/**
 * Stores templates in a private bucket under unguessable names. The S3 client is made on first use, because
 * few calls need it.
 */
export function s3TemplateStore(bucket: string, makeClient = () => new S3Client()): TemplateStore {
  let client: S3Client | undefined;
  return {
    async keep(template) {
      client ??= makeClient();
      const object = { Bucket: bucket, Key: `${randomUUID()}.json` };
      await client.send(new PutObjectCommand({ ...object, Body: template, ContentType: "application/json" }));
      return getSignedUrl(client, new GetObjectCommand(object), { expiresIn: SECONDS });
    },
  };
}
