import { describe, expect, it } from "vitest";
import { readOnboarding } from "#core/onboarding/store";
import { LANGUAGES } from "#core/words/languages";
import { DATA, startIntake } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

/** Makes a ticket with these lines in its form. */
function bodyOf(lines: readonly string[]): string {
  const description = [`Project: shop`, `From addresses: ${DATA.fromAddresses}`, ...lines].join("\n");
  return JSON.stringify({ ticket: { id: "7", requester: { email: DATA.requester }, description } });
}

async function languagesAfter(lines: readonly string[], declared?: "fr") {
  const intake = startIntake();
  await intake.register(declared === undefined ? {} : { language: declared });
  await intake.deliver("zendesk", bodyOf(lines));
  const { language, dnsContactLanguage } = (await readOnboarding(intake.table, FIRST)) ?? {};
  return { language, dnsContactLanguage };
}

describe("the language of messages", () => {
  it("is the one that the ticket names, by its tag or its name", async () => {
    expect(await languagesAfter(["Language: de-AT"], "fr")).toMatchObject({ language: "de" });
    expect(await languagesAfter(["Language: Spanish"])).toMatchObject({ language: "es" });
    expect(await languagesAfter(["Language: Italiano"])).toMatchObject({ language: "it" });
  });

  it("is the project's where the ticket names none", async () => {
    expect(await languagesAfter([], "fr")).toEqual({ language: "fr", dnsContactLanguage: undefined });
    expect(await languagesAfter([])).toEqual({ language: undefined, dnsContactLanguage: undefined });
  });

  it("is the project's also where the request can't be taken", async () => {
    const intake = startIntake();
    await intake.register({ language: "fr" });
    await intake.deliver("zendesk", bodyOf(["Time zone: Mars"]));
    expect(intake.replies()).toMatchObject([{ language: "fr", content: { about: "faults" } }]);
  });

  it("of the DNS contact may be another one", async () => {
    const lines = ["Language: de", "DNS contact: dns@agency.example", "DNS contact language: fr"];
    expect(await languagesAfter(lines)).toEqual({ language: "de", dnsContactLanguage: "fr" });
  });

  it("that has no catalogue is named as a fault, in the answer's own language", async () => {
    const intake = startIntake();
    await intake.register();
    await intake.deliver("zendesk", bodyOf(["Language: Klingon"]));
    await intake.deliver("zendesk", bodyOf(["Language: de", "MAIL FROM domain: not a domain"]));
    const ONE_OF = { key: "fault.one-of", values: { values: LANGUAGES.join(", ") } };
    expect(intake.replies()).toMatchObject([
      { content: { faults: [{ field: "language", expected: ONE_OF }] } },
      { language: "de", content: { about: "faults" } },
    ]);
  });
});
