import { expect, it } from "vitest";
import { fieldData } from "#core/tickets/reading/field-data";

it.each([
  ["a text", " shop ", "shop"],
  ["a number", 5, "5"],
  ["an option", { value: " shop " }, "shop"],
  ["a user", { emailAddress: " a@d.example " }, "a@d.example"],
  ["an option that is a user, too", { value: "shop", emailAddress: "a@d.example" }, "shop"],
  ["a list of texts and options", [" shop", { value: " desk " }], "shop, desk"],
  ["an option without a text", { value: 5 }, undefined],
  ["an option without a value", {}, undefined],
  ["an option of spaces", { value: "  " }, undefined],
  ["a dash with spaces", { value: " - " }, undefined],
  ["null", null, undefined],
  ["nothing", undefined, undefined],
])("reads %s without the spaces around it", (_, sent, data) => {
  expect(fieldData("project", sent)).toBe(data);
});

it.each([
  ["the provider and the addresses", "Mailchimp, news@old.example", ["news@old.example"]],
  ["a provider without any address", "Mailchimp", []],
])("reads %s from which a customer migrates", (_, sent, addresses) => {
  expect(fieldData("migratingFrom", sent)).toEqual({ provider: "Mailchimp", addresses });
});
