import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { route53Zone } from "../../../infra/ops/rehearsal/route53-zone.ts";

const client = new Route53Client({ region: "us-east-1" });
const route53 = mockClient(client);
const NAME_SERVERS = ["ns-1.awsdns-01.example", "ns-2.awsdns-02.example"];
const RECORDS = [
  { name: "a._domainkey.try.platform.example", type: "CNAME", ttl: 3600, value: "a.dkim.amazonses.com" },
  {
    name: "email.try.platform.example",
    type: "MX",
    ttl: 3600,
    value: "feedback-smtp.eu-west-1.amazonses.com",
    priority: 10,
  },
  { name: "email.try.platform.example", type: "TXT", ttl: 3600, value: "v=spf1 include:amazonses.com ~all" },
];

beforeEach(() => {
  route53.reset();
  route53.on(ListHostedZonesByNameCommand).resolves({ HostedZones: [] });
  route53.on(ListHostedZonesByNameCommand, { DNSName: "platform.example" }).resolves({
    HostedZones: [
      {
        Id: "/hostedzone/PRIVATE",
        Name: "platform.example.",
        CallerReference: "1",
        Config: { PrivateZone: true },
      },
      { Id: "/hostedzone/UNUSED", Name: "platform.example.", CallerReference: "2" },
      { Id: "/hostedzone/Z1", Name: "platform.example.", CallerReference: "3" },
      { Id: "/hostedzone/NEXT", Name: "qlatform.example.", CallerReference: "4" },
    ],
  });
  route53.on(GetHostedZoneCommand).resolves({ DelegationSet: { NameServers: ["ns-9.awsdns-09.example"] } });
  route53
    .on(GetHostedZoneCommand, { Id: "/hostedzone/Z1" })
    .resolves({ DelegationSet: { NameServers: NAME_SERVERS } });
  route53.on(ChangeResourceRecordSetsCommand).resolves({});
});

const delegated = async (zone: string) => (zone === "platform.example" ? [`${NAME_SERVERS[0]}.`] : []);

it("finds the public zone that DNS is delegated to", async () => {
  expect((await route53Zone(client, "try.platform.example", delegated))?.name).toBe("platform.example");
  expect(route53.commandCalls(GetHostedZoneCommand, { Id: "/hostedzone/PRIVATE" })).toHaveLength(0);
});

it("finds none where DNS is delegated elsewhere", async () => {
  const elsewhere = async () => ["ns1.elsewhere.example"];
  expect(await route53Zone(client, "try.platform.example", elsewhere)).toBeUndefined();
});

it("only ever creates record sets, and deletes exactly those", async () => {
  const zone = await route53Zone(client, "try.platform.example", delegated);
  await zone?.create(RECORDS);
  await zone?.remove(RECORDS);
  const batches = route53.commandCalls(ChangeResourceRecordSetsCommand).map(({ args: [{ input }] }) => input);
  expect(batches.map(({ HostedZoneId }) => HostedZoneId)).toEqual(["/hostedzone/Z1", "/hostedzone/Z1"]);
  const [created, deleted] = batches.map(({ ChangeBatch }) => ChangeBatch?.Changes ?? []);
  expect(created?.map(({ Action }) => Action)).toEqual(["CREATE", "CREATE", "CREATE"]);
  expect(deleted?.map(({ Action }) => Action)).toEqual(["DELETE", "DELETE", "DELETE"]);
  expect(deleted?.map((change) => change.ResourceRecordSet)).toEqual(
    created?.map((change) => change.ResourceRecordSet),
  );
  expect(created?.map((change) => change.ResourceRecordSet?.ResourceRecords)).toEqual([
    [{ Value: "a.dkim.amazonses.com" }],
    [{ Value: "10 feedback-smtp.eu-west-1.amazonses.com" }],
    [{ Value: '"v=spf1 include:amazonses.com ~all"' }],
  ]);
});
