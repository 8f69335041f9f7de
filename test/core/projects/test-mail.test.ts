import { expect, it } from "vitest";
import { testMail } from "#core/projects/test-mail";

const domain = (identity: string, said = {}) => ({
  identity,
  mailFrom: `email.${identity}`,
  onboardingId: "onb_1",
  fromAddresses: [],
  ...said,
});
const project = {
  project: "shop",
  domains: [
    domain("oxfordstones.example", { configurationSet: "shop", tenant: "oxford" }),
    domain("news.oxfordstones.example", { configurationSet: "news" }),
  ],
};
const TO = "somebody@elsewhere.example";

it("has the configuration set and the tenant of the domain's mail", () => {
  const from = "hello@oxfordstones.example";
  expect(testMail(project, from, TO)).toMatchObject({
    from,
    to: TO,
    configurationSet: "shop",
    tenant: "oxford",
  });
});

it("has those of the nearest domain, and none of a domain above it", () => {
  const mail = testMail(project, "hello@a.news.oxfordstones.example", TO);
  expect(mail).toMatchObject({ configurationSet: "news" });
  expect(mail).not.toHaveProperty("tenant");
});

it("is none from a domain that the project does not have", () => {
  expect(testMail(project, "hello@stones.example", TO)).toBeUndefined();
  expect(testMail(project, "hello@badoxfordstones.example", TO)).toBeUndefined();
});
