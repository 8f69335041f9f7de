import { ListReputationEntitiesCommand, type ReputationEntity, SESv2Client } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { sesTenantWatch } from "#adapters/ses/tenant-watch";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const PREFIX = "arn:aws:ses:eu-west-1:000000000000";

const entity = (resource: string, rest: ReputationEntity): ReputationEntity => ({
  ReputationEntityReference: `${PREFIX}:${resource}`,
  SendingStatusAggregate: "DISABLED",
  ...rest,
});

it("lists paused tenants with the reason of whichever status pauses them, page by page", async () => {
  mock.on(ListReputationEntitiesCommand).resolves({
    NextToken: "more",
    ReputationEntities: [
      entity("tenant/oxford/tn-1", { AwsSesManagedStatus: { Status: "DISABLED", Cause: "complaints" } }),
      entity("tenant/york/tn-2", {
        AwsSesManagedStatus: { Status: "ENABLED", Cause: "none" },
        CustomerManagedStatus: { Status: "DISABLED", Cause: "by hand" },
      }),
      entity("tenant/bath/tn-3", { SendingStatusAggregate: "ENABLED" }),
      entity("configuration-set/shop", {}),
    ],
  });
  expect(await sesTenantWatch(client).paused("begin")).toEqual({
    tenants: [
      { name: "oxford", cause: "complaints" },
      { name: "york", cause: "by hand" },
    ],
    nextToken: "more",
  });
  expect(mock.calls()[0]?.args[0].input).toEqual({
    Filter: { ENTITY_TYPE: "RESOURCE", SENDING_STATUS: "DISABLED" },
    NextToken: "begin",
  });
});
