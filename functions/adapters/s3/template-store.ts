import { randomUUID } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { TemplateStore } from "#core/publication/ports";

/** Long enough to sign in to AWS; CloudFormation reads the template when the page opens, and when the stack is made. */
const SECONDS = 900;

/**
 * Keeps templates in a private bucket, each under a name that nobody can guess. Few calls need S3, so that its client
 * is made at the first of them.
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
