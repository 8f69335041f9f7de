import { SESClient, VerifyDomainDkimCommand } from "@aws-sdk/client-ses";
import { PutEmailIdentityDkimSigningAttributesCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sesDkimRestarter } from "#adapters/ses/dkim-restarter";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const v1 = new SESClient({ region: "eu-west-1" });
const mocks = { v2: mockClient(client), v1: mockClient(v1) };
const restarter = sesDkimRestarter(client, v1);
const TOKENS = ["t1", "t2", "t3"];

function named(name: string): Error {
  return Object.assign(new Error("said by SES"), { name });
}

beforeEach(() => {
  mocks.v2.reset();
  mocks.v1.reset();
});

describe("restarting DKIM", () => {
  it("asks SES v2 for Easy DKIM with keys of its own", async () => {
    mocks.v2
      .on(PutEmailIdentityDkimSigningAttributesCommand, {
        EmailIdentity: "d.example",
        SigningAttributesOrigin: "AWS_SES",
      })
      .resolves({ DkimStatus: "PENDING", DkimTokens: TOKENS });
    expect(await restarter.restart("d.example", "signing-attributes")).toEqual({
      dkim: "PENDING",
      tokens: TOKENS,
    });
  });

  it("calls SES's v1 API with the domain; its answer has only the tokens", async () => {
    mocks.v1.on(VerifyDomainDkimCommand, { Domain: "d.example" }).resolves({ DkimTokens: TOKENS });
    expect(await restarter.restart("d.example", "verify-domain")).toEqual({
      dkim: "PENDING",
      tokens: TOKENS,
    });
  });

  it.each(["BadRequestException", "LimitExceededException"])("is refused by %s", async (name) => {
    mocks.v2.on(PutEmailIdentityDkimSigningAttributesCommand).rejects(named(name));
    expect(await restarter.restart("d.example", "signing-attributes")).toBe("refused");
  });

  it("is refused by the first API's name for it", async () => {
    mocks.v1.on(VerifyDomainDkimCommand).rejects(named("InvalidParameterValueException"));
    expect(await restarter.restart("d.example", "verify-domain")).toBe("refused");
  });

  it("is tried again if SES throttles, and throws where IAM does not permit it", async () => {
    mocks.v2.on(PutEmailIdentityDkimSigningAttributesCommand).rejectsOnce(named("TooManyRequestsException"));
    await expect(restarter.restart("d.example", "signing-attributes")).rejects.toThrow(TransientServiceError);
    mocks.v2.on(PutEmailIdentityDkimSigningAttributesCommand).rejects(named("AccessDeniedException"));
    await expect(restarter.restart("d.example", "signing-attributes")).rejects.toThrow("said by SES");
  });
});
