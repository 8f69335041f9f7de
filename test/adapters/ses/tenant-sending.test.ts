import {
  GetReputationEntityCommand,
  GetTenantCommand,
  NotFoundException,
  SESv2Client,
  TooManyRequestsException,
  UpdateReputationEntityCustomerManagedStatusCommand,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesTenantSending } from "#adapters/ses/tenant-sending";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const sending = sesTenantSending(client);
const ARN = "arn:aws:ses:eu-west-1:000000000000:tenant/oxford/tn-1";
const entity = { ReputationEntityType: "RESOURCE", ReputationEntityReference: ARN } as const;

beforeEach(() => {
  mock.reset();
  mock.on(GetTenantCommand, { TenantName: "oxford" }).resolves({ Tenant: { TenantArn: ARN } });
  mock.on(UpdateReputationEntityCustomerManagedStatusCommand).resolves({});
});

it.each([
  ["DISABLED", "DISABLED"],
  ["REINSTATED", "REINSTATED"],
  ["REINSTATED", "DISABLED"],
] as const)("sets %s, and tells that %s counts", async (status, counts) => {
  mock
    .on(GetReputationEntityCommand, entity)
    .resolves({ ReputationEntity: { SendingStatusAggregate: counts } });
  expect(await sending.set("oxford", status)).toBe(counts);
  const [update] = mock.commandCalls(UpdateReputationEntityCustomerManagedStatusCommand);
  expect(update?.args[0].input).toEqual({ ...entity, SendingStatus: status });
});

const said = { message: "said by SES", $metadata: {} };

it("reports that SES has no such tenant", async () => {
  mock.on(GetTenantCommand).rejects(new NotFoundException(said));
  expect(await sending.set("oxford", "DISABLED")).toBe("missing");
});

it("fails transiently while SES throttles", async () => {
  mock.on(GetTenantCommand).rejects(new TooManyRequestsException(said));
  await expect(sending.set("oxford", "DISABLED")).rejects.toThrow(TransientServiceError);
});
