import { createPublicKey, verify } from "node:crypto";
import { GetPublicKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { expect, it } from "vitest";
import { kmsLinkSigner } from "#adapters/kms/link-signer";
import { localClient } from "../../../infra/demo/send-ticket.ts";
import { createKms } from "../../../infra/local/services/kms.ts";
import { openStore } from "../../../infra/local/store.ts";
import { serveAws } from "../../support/aws-server.ts";

const KEY = "sendworthy-LinkSigningKey";

it("signs with a key that stays the same, known by its id, its ARN and its alias", async () => {
  const store = openStore(":memory:");
  const kms = createKms({ store, keyIds: [KEY] });
  const client = new KMSClient(localClient(await serveAws(kms.service)));
  const ids = [KEY, `arn:aws:kms:eu-west-1:000000000000:key/${KEY}`, "alias/sendworthy-links"];
  for (const id of ids) {
    const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId: id }));
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    const signature = Buffer.from(await kmsLinkSigner(client, id).sign("text"), "base64");
    expect(verify("sha256", Buffer.from("text"), key, signature)).toBe(true);
  }
  expect(createKms({ store, keyIds: [KEY] }).publicKey(KEY)).toBe(kms.publicKey(KEY));
});

it("knows no other key", async () => {
  const kms = createKms({ store: openStore(":memory:"), keyIds: [] });
  const client = new KMSClient(localClient(await serveAws(kms.service)));
  await expect(client.send(new GetPublicKeyCommand({ KeyId: KEY }))).rejects.toThrow("does not exist");
});
