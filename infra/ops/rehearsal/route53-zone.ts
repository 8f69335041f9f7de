import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { HostedZone, ZoneRecord } from "./ports.ts";

/**
 * Finds the public hosted zone of a name in the account. Only the zone to which DNS is delegated counts; the
 * account may hold other zones of the same name that no resolver queries.
 */
export async function route53Zone(
  client: Route53Client,
  name: string,
  delegatedTo: (zone: string) => Promise<readonly string[]>,
): Promise<HostedZone | undefined> {
  const labels = name.split(".");
  for (const zone of labels.slice(0, -1).map((_, index) => labels.slice(index).join("."))) {
    for (const id of await zonesNamed(client, zone)) {
      const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: id }));
      const delegated = new Set((await delegatedTo(zone)).map(withoutDot));
      if ((DelegationSet?.NameServers ?? []).some((server) => delegated.has(withoutDot(server))))
        return zoneOf(client, zone, id);
    }
  }
  return undefined;
}

async function zonesNamed(client: Route53Client, zone: string): Promise<string[]> {
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  return HostedZones.filter(
    ({ Name = "", Config }) => withoutDot(Name) === zone && Config?.PrivateZone !== true,
  ).flatMap(({ Id }) => Id ?? []);
}

function zoneOf(client: Route53Client, name: string, id: string): HostedZone {
  const change = async (Action: "CREATE" | "DELETE", records: readonly ZoneRecord[]): Promise<void> => {
    const Changes = records.map((record) => ({ Action, ResourceRecordSet: recordSet(record) }));
    await client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: id,
        ChangeBatch: { Comment: "Sendworthy rehearsal", Changes },
      }),
    );
  };
  // Route 53 refuses CREATE for a record set that exists, and DELETE for one with another TTL or other
  // values.
  return {
    name,
    create: (records) => change("CREATE", records),
    remove: (records) => change("DELETE", records),
  };
}

function recordSet({ name, type, ttl, value, priority = 10 }: ZoneRecord): ResourceRecordSet {
  const values: Readonly<Record<string, string>> = { TXT: `"${value}"`, MX: `${priority} ${value}` };
  const Type = type === "TXT" || type === "MX" ? type : "CNAME";
  return { Name: name, Type, TTL: ttl, ResourceRecords: [{ Value: values[type] ?? value }] };
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
