import { type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import type { LinkSigner } from "#core/publication/ports";

/** Signs with an RSA key in KMS; RS256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3). */
export function kmsLinkSigner(client: KMSClient, keyId: string): LinkSigner {
  return {
    async sign(text) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: keyId,
          Message: Buffer.from(text, "utf8"),
          MessageType: "RAW",
          SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256",
        }),
      );
      if (Signature === undefined) throw new Error("KMS returned no signature");
      return Buffer.from(Signature).toString("base64");
    },
  };
}
