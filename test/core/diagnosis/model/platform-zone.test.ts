import { expect, it } from "vitest";
import { isNameOfPlatform } from "#core/diagnosis/model/platform-zone";

it.each([
  ["shop.github.io", "github.io", true],
  ["a.shop.github.io", "github.io", true],
  ["github.io", "github.io", false],
  ["shop.github.io", "shop.github.io", false],
  ["shopgithub.io", "github.io", false],
  ["example.com", "com", false],
  ["mail.example.com", "example.com", false],
  ["example.com", "github.io", false],
])("sees whether %s is only a name in the platform's zone %s: %s", (domain, zone, isName) => {
  expect(isNameOfPlatform(domain, zone)).toBe(isName);
});
