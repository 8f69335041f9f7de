import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterEach, expect, it, vi } from "vitest";
import { demandAccess } from "../../infra/deploy/access.ts";

afterEach(() => vi.unstubAllEnvs());

it("says how to name a Region where there is none", async () => {
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere");
  await expect(demandAccess(new SESv2Client())).rejects.toThrow(
    "no AWS Region is set: add --region, or set AWS_REGION",
  );
});

it("continues with a Region and credentials", async () => {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  await demandAccess(new SESv2Client({ region: "eu-west-1", credentials }));
});
