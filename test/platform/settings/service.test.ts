import { expect, it } from "vitest";
import { serviceEnvironment, serviceOf } from "#platform/settings/service";

const ENVIRONMENT = {
  AWS_REGION: "eu-west-1",
  DMARC_REPORTS: "",
  DOMAIN_CONNECT_PROVIDER: "platform.example",
  MAIL_FROM_LABEL: "email",
};
const SERVICE = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};

it.each([
  ["without an address for DMARC reports", {}, SERVICE],
  [
    "with an address for DMARC reports",
    { DMARC_REPORTS: "dmarc@platform.example" },
    { ...SERVICE, dmarcReports: "dmarc@platform.example" },
  ],
  ["none without Domain Connect", { DOMAIN_CONNECT_PROVIDER: "" }, undefined],
])("is read from the environment: %s", (_what, change, service) => {
  expect(serviceOf(serviceEnvironment.parse({ ...ENVIRONMENT, ...change }))).toStrictEqual(service);
});
