import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { s3TemplateStore } from "#adapters/s3/template-store";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

it("keeps a template under a name of its own, and signs its address for a quarter of an hour", async () => {
  const s3 = mockClient(S3Client);
  s3.on(PutObjectCommand).resolves({});
  const store = s3TemplateStore("templates", () => new S3Client({ region: "eu-west-1", credentials }));
  const addresses = await Promise.all([store.keep("{}"), store.keep("{}")]);
  const [first, second] = addresses.map((address) => new URL(address));
  expect(first?.host).toBe("templates.s3.eu-west-1.amazonaws.com");
  expect(first?.searchParams.get("X-Amz-Expires")).toBe("900");
  expect(first?.searchParams.get("X-Amz-Signature")).toMatch(/^[0-9a-f]{64}$/);
  expect(first?.href).not.toContain(credentials.secretAccessKey);
  expect(first?.pathname).not.toBe(second?.pathname);
  const [call] = s3.commandCalls(PutObjectCommand);
  expect(call?.args[0].input).toMatchObject({
    Bucket: "templates",
    Body: "{}",
    ContentType: "application/json",
  });
  expect(s3.commandCalls(GetObjectCommand)).toEqual([]);
});
