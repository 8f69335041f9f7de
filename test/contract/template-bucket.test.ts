import { expect, it } from "vitest";
import { readTemplate } from "../../infra/template.ts";
import { REPOSITORY, resourcePolicyStatements } from "../support/deployment.ts";

const { Resources } = await readTemplate(`${REPOSITORY}/template.yaml`);
const bucket = Resources["TemplateBucket"]?.Properties ?? {};

it("allows no read of the bucket of templates without a signature", () => {
  expect(bucket["PublicAccessBlockConfiguration"]).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  expect(bucket["OwnershipControls"]).toEqual({ Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] });
});

it("keeps a template for a day at most", () => {
  expect(bucket["LifecycleConfiguration"]).toMatchObject({
    Rules: [{ Status: "Enabled", ExpirationInDays: 1 }],
  });
});

it("takes requests by TLS alone", () => {
  const [policy, second] = resourcePolicyStatements().filter(
    (one) => one.logicalId === "TemplateBucketPolicy",
  );
  expect(second).toBeUndefined();
  expect(policy).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});
