import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import { KEY_LABEL } from "#core/publication/service";

/** The domain of the local platform at DNS hosts. */
export const LOCAL_PLATFORM = "platform.example";

/**
 * Publishes the public key of signed links in the local platform's zone, as `ops domain-connect` instructs.
 */
export function writePlatformZone(zonesDirectory: string, publicKey: string): void {
  const keys = publicKeyTexts(publicKey).map((text) => `${KEY_LABEL}  IN TXT "${text}"`);
  const zone = `; The zone of the local platform: written again at each start.
$ORIGIN ${LOCAL_PLATFORM}.
$TTL 60
@     IN SOA ns1 hostmaster 1 7200 900 1209600 60
@     IN NS  ns1
ns1   IN A   127.0.0.1
${keys.join("\n")}
`;
  writeFileSync(join(zonesDirectory, `${LOCAL_PLATFORM}.zone`), zone);
}
