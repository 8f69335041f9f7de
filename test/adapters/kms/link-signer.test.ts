import { createVerify, generateKeyPairSync, sign } from "node:crypto";
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { kmsClient } from "#adapters/kms/client";
import { kmsLinkSigner } from "#adapters/kms/link-signer";

it("signs text as RS256, with the key in KMS", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kms = mockClient(KMSClient);
  kms
    .on(SignCommand, { KeyId: "key-1", MessageType: "RAW", SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256" })
    .callsFake(({ Message }) => ({ Signature: sign("sha256", Message, privateKey) }));
  const signature = await kmsLinkSigner(kmsClient(), "key-1").sign("domain=customer.example");
  const verify = createVerify("sha256").update("domain=customer.example");
  expect(verify.verify(publicKey, signature, "base64")).toBe(true);
});

it("fails by name if KMS returns no signature", async () => {
  const client = new KMSClient({});
  mockClient(client).on(SignCommand).resolves({});
  await expect(kmsLinkSigner(client, "key-1").sign("domain=customer.example")).rejects.toThrow(
    "KMS returned no signature",
  );
});
