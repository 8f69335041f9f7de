import { GetPublicKeyCommand, type KMSClient } from "@aws-sdk/client-kms";

/** Reads the public key of a KMS key as base64 (SubjectPublicKeyInfo). */
export async function kmsPublicKey(client: KMSClient, keyId: string): Promise<string> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (PublicKey === undefined) throw new Error("KMS returned no public key");
  return Buffer.from(PublicKey).toString("base64");
}
