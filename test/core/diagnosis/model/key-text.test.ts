import { expect, it } from "vitest";
import { isKeyText } from "#core/diagnosis/model/key-text";

it.each([
  ["v=DKIM1; k=rsa; p=MIGf", true],
  ["p=MIGf", true],
  [" P = MIGf", true],
  ["k=rsa;p=", true],
  ["v=DMARC1; p=none", false],
  [" V = dmarc1; p=none", false],
  ["k=rsa; v=DMARC1; p=MIGf", true],
  ["v=DKIM1; k=rsa", false],
  ["v=DKIM1; sp=x", false],
  ["v=DKIM1; k=p=x", false],
  ["v=spf1 include:p=x", false],
  ["", false],
])("sees whether %j is a DKIM key: %s", (text, isKey) => {
  expect(isKeyText(text)).toBe(isKey);
});
