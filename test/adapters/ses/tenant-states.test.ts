import {
  GetTenantCommand,
  NotFoundException,
  SESv2Client,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesTenantStates } from "#adapters/ses/tenant-states";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const states = sesTenantStates(client);
const said = { message: "said by SES", $metadata: {} };

beforeEach(() => {
  mock.reset();
});

it("returns the sending status that SES has for a tenant", async () => {
  mock.on(GetTenantCommand, { TenantName: "oxford" }).resolves({ Tenant: { SendingStatus: "DISABLED" } });
  expect(await states.read("oxford")).toBe("DISABLED");
});

it("distinguishes a tenant that SES does not have from one without an answer", async () => {
  mock.on(GetTenantCommand).rejects(new NotFoundException(said));
  expect(await states.read("oxford")).toBe("missing");
  mock.on(GetTenantCommand).rejects(new TooManyRequestsException(said));
  expect(await states.read("oxford")).toBe("unknown");
});

it("throws if IAM does not permit the call", async () => {
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
  mock.on(GetTenantCommand).rejects(denied);
  await expect(states.read("oxford")).rejects.toThrow(denied);
});
