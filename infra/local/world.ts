import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./private-file.ts";
import { storageError } from "./storage-error.ts";

const rootZone = `; The root of the local DNS: every name that no other zone file holds does not exist.
$ORIGIN .
$TTL 3600
@             IN SOA ns.nic.example. hostmaster.nic.example. 1 7200 900 1209600 60
@             IN NS  ns.nic.example.
example       IN NS  ns.nic.example.
amazonses.com IN NS  ns1.amazonses.com.
`;

const exampleZone = `; The top level domain of the local customers (RFC 2606 keeps it free for such use).
$ORIGIN example.
$TTL 3600
@      IN SOA ns.nic hostmaster.nic 1 7200 900 1209600 60
@      IN NS  ns.nic
ns.nic IN A   127.0.0.1
oxfordstones    IN NS ns1.oxfordstones
ns1.oxfordstones IN A 127.0.0.1
dns-host        IN NS ns1.dns-host
ns1.dns-host    IN A  127.0.0.1
platform        IN NS ns1.platform
ns1.platform    IN A  127.0.0.1
`;

const customerZone = `; The zone of the example customer: what its DNS administrator adds goes below.
$ORIGIN oxfordstones.example.
$TTL 300
@    IN SOA ns1 hostmaster 1 7200 900 1209600 60
@    IN NS  ns1
ns1  IN A   127.0.0.1
@    IN A   192.0.2.10
www  IN A   192.0.2.10
@    IN MX  10 mail
mail IN A   192.0.2.25
@    IN TXT "v=spf1 mx -all"
; The DNS host of this zone speaks Domain Connect.
_domainconnect IN CNAME _domainconnect.dns-host.example.
`;

/** Writes the zones with which every local DNS starts, unless they exist; returns their directory. */
export function prepareZones(dataDirectory: string): string {
  const directory = join(dataDirectory, "zones");
  makeFolder(directory);
  for (const [name, text] of [
    ["root.zone", rootZone],
    ["example.zone", exampleZone],
    ["oxfordstones.example.zone", customerZone],
  ] as const) {
    const file = join(directory, name);
    try {
      if (!existsSync(file)) writeFileSync(file, text);
    } catch (error) {
      throw storageError(file, error);
    }
  }
  return directory;
}
