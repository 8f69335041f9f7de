import { S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { s3TemplateStore } from "#adapters/s3/template-store";
import { localClient } from "../../../infra/demo/send-ticket.ts";
import { createS3 } from "../../../infra/local/services/s3.ts";
import { openStore } from "../../../infra/local/store.ts";
import { serveAws } from "../../support/aws-server.ts";

const BUCKET = "sendworthy-templatebucket";
const MINUTE = 60_000;

async function start() {
  const clock = { at: 0, now: () => clock.at };
  const service = createS3({ store: openStore(":memory:"), clock, buckets: [BUCKET] });
  const endpoint = await serveAws(service);
  const store = (bucket: string) => s3TemplateStore(bucket, () => new S3Client(localClient(endpoint)));
  return { clock, store };
}

it("gives a template at its signed address, for fifteen minutes", async () => {
  const { clock, store } = await start();
  const address = await store(BUCKET).keep('{"Resources":{}}');
  const answer = await fetch(address);
  expect([answer.headers.get("content-type"), await answer.text()]).toEqual([
    "application/json",
    '{"Resources":{}}',
  ]);
  clock.at = 15 * MINUTE + 1;
  expect((await fetch(address)).status).toBe(403);
});

it("gives nothing without a signature, and knows no other bucket", async () => {
  const { store } = await start();
  const address = new URL(await store(BUCKET).keep("{}"));
  expect((await fetch(`${address.origin}${address.pathname}`)).status).toBe(403);
  await expect(store("another").keep("{}")).rejects.toThrow("bucket does not exist");
});
