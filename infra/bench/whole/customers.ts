import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Builds a valid ticket for one domain; `fields` overrides its data. */
export function ticketFor(domain: string, fields: Readonly<Record<string, unknown>> = {}) {
  const name = domain.split(".")[0] ?? domain;
  return {
    type: "onboarding.requested",
    data: {
      ticket: `T-${name}`,
      project: name,
      owner: name,
      requester: `dns@${domain}`,
      fromAddresses: [`news@${domain}`],
      mailFrom: `email.${domain}`,
      ...fields,
    },
  };
}

/** Makes a zone below `example`, delegated to the one local name server. */
export async function addZone(zonesDirectory: string, domain: string): Promise<void> {
  const zone = `$ORIGIN ${domain}.
$TTL 300
@ IN SOA ns1 hostmaster 1 7200 900 1209600 60
@ IN NS ns1
ns1 IN A 127.0.0.1
`;
  await writeFile(join(zonesDirectory, `${domain}.zone`), zone);
  const delegation = `${domain}. IN NS ns1.${domain}.\nns1.${domain}. IN A 127.0.0.1\n`;
  await appendFile(join(zonesDirectory, "example.zone"), delegation);
}
