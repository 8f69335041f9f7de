import {
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  NotFoundException,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesIdentityCensus } from "#adapters/ses/identity-census";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const census = sesIdentityCensus(client);

beforeEach(() => mock.reset());

it("lists domains page by page, and no single addresses", async () => {
  mock.on(ListEmailIdentitiesCommand, { PageSize: 1000, NextToken: "t1" }).resolves({
    EmailIdentities: [
      { IdentityType: "DOMAIN", IdentityName: "d.example" },
      { IdentityType: "EMAIL_ADDRESS", IdentityName: "a@e.example" },
    ],
    NextToken: "t2",
  });
  expect(await census.list("t1")).toEqual({ names: ["d.example"], nextToken: "t2" });
});

it.each([
  ["an owner's", [{ Key: "sendworthy:owner", Value: "oxford" }], { owner: "oxford" }],
  [
    "an owner's, among other tags",
    [
      { Key: "team", Value: "mail" },
      { Key: "sendworthy:owner", Value: "oxford" },
    ],
    { owner: "oxford" },
  ],
  ["nobody's of ours", [], {}],
  ["nobody's of ours although it has a tag", [{ Key: "team", Value: "mail" }], {}],
  ["nobody's of ours where SES returns no tags", undefined, {}],
])("finds an identity that is %s", async (_, Tags, owner) => {
  mock.on(GetEmailIdentityCommand).resolves({ VerificationStatus: "SUCCESS", Tags });
  expect(await census.find("d.example")).toEqual({ name: "d.example", isVerified: true, ...owner });
});

it("finds nothing of an identity that is gone", async () => {
  mock.on(GetEmailIdentityCommand).rejects(new NotFoundException({ message: "gone", $metadata: {} }));
  expect(await census.find("d.example")).toBeUndefined();
});

it("takes an identity without any status for one that was never verified", async () => {
  mock.on(GetEmailIdentityCommand).resolves({});
  expect(await census.find("d.example")).toEqual({ name: "d.example", isVerified: false });
});

it("does not take an identity that it may not read for one that is gone", async () => {
  const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
  mock.on(GetEmailIdentityCommand).rejects(denied);
  await expect(census.find("d.example")).rejects.toThrow("not authorized");
});
