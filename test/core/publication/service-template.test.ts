import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { templateFileName } from "#core/domain-connect/template";
import { serviceTemplate, templateVariables } from "#core/publication/service-template";
import schema from "./template.schema.json" with { type: "json" };

const service = {
  providerId: "Platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};
const template = serviceTemplate(service, {
  providerName: "Platform",
  redirectDomain: "setup.platform.example",
});

describe("the template of a deployment", () => {
  it("is valid by the schema of the public repository", () => {
    const validate = new Ajv({ strict: false }).compile(schema);
    expect([validate(template), validate.errors]).toEqual([true, null]);
    const { syncPubKeyDomain: _, records: __, ...incomplete } = template;
    expect(validate(incomplete)).toBe(false);
  });

  it("has the file name that the repository asks for", () => {
    expect(templateFileName(template)).toBe("platform.example.sending-domain.json");
  });

  it("demands signed links, and says where people come back to", () => {
    expect(template).toMatchObject({
      syncPubKeyDomain: "Platform.example",
      syncRedirectDomain: "setup.platform.example",
    });
    expect(template).not.toHaveProperty("warnPhishing");
  });

  it("has no host that is a variable alone", () => {
    expect(template.records.map(({ host }) => host).filter((host) => /^%[^%]*%$|%host%/.test(host))).toEqual(
      [],
    );
  });

  it("leads each variable below Amazon's own zone", () => {
    const values = template.records.flatMap((record) => ("pointsTo" in record ? [record.pointsTo] : []));
    expect(values.every((value) => value.endsWith(".amazonses.com"))).toBe(true);
  });

  it("has SPF as rules to merge, and DMARC that a person may change", () => {
    const texts = template.records.filter(({ type }) => type === "TXT");
    expect(texts).toMatchObject([{ groupId: "dmarc", data: "v=DMARC1; p=none", essential: "OnApply" }]);
    expect(template.records).toContainEqual({
      ...{ groupId: "mailfrom", type: "SPFM", host: "email", spfRules: "include:amazonses.com" },
    });
  });

  it("asks for DMARC reports where the deployer declared an address", () => {
    const { records } = serviceTemplate(
      { ...service, dmarcReports: "dmarc@platform.example" },
      { providerName: "Platform", redirectDomain: "setup.platform.example" },
    );
    expect(records.at(-1)).toMatchObject({ data: "v=DMARC1; p=none; rua=mailto:dmarc@platform.example" });
  });

  it("has the DKIM tokens as its variables", () => {
    expect(templateVariables(["a", "b", "c"])).toEqual({ t1: "a", t2: "b", t3: "c" });
  });
});
