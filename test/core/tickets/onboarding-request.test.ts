import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedSuffixes, NO_RULES } from "#core/tickets/domain-rules";
import { writtenFaults } from "#core/tickets/fault";
import { readRequest } from "#core/tickets/onboarding-request";
import { textsIn } from "#core/words/texts";

const ENGLISH = textsIn("en");

const RIGHT = {
  ticket: "T-1",
  project: "shop",
  owner: "oxford-stones",
  requester: "admin@oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
  mailFrom: "email.oxfordstones.example",
};

function faults(changes: Record<string, unknown>): [string, string][] {
  const read = readRequest({ ...RIGHT, ...changes });
  if ("request" in read) throw new Error("The request was taken");
  return writtenFaults(read.faults, ENGLISH).map(({ field, expected }) => [field, expected]);
}

function identityOf(changes: Record<string, unknown>): string {
  const read = readRequest({ ...RIGHT, ...changes });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.request.identity;
}

describe("a right request", () => {
  it("may leave its MAIL FROM domain to be proposed, and has its identity all the same", () => {
    const { mailFrom: _absent, ...proposing } = RIGHT;
    expect(readRequest(proposing)).toEqual({ request: { ...proposing, identity: "oxfordstones.example" } });
    expect(readRequest({ ...proposing, fromAddresses: ["a@co.uk", "b@example.net"] })).toHaveProperty(
      "faults",
    );
  });

  it("takes the from address's domain as the identity", () => {
    expect(readRequest(RIGHT)).toEqual({ request: { ...RIGHT, identity: "oxfordstones.example" } });
  });

  it("serves several from addresses by the nearest domain above them", () => {
    const fromAddresses = ["a@news.d.example", "b@shop.d.example"];
    expect(identityOf({ fromAddresses, mailFrom: "email.d.example" })).toBe("d.example");
  });

  it("takes the identity that is asked for, if it is above all from addresses", () => {
    const fromAddresses = ["a@news.d.example"];
    expect(identityOf({ fromAddresses, mailFrom: "email.d.example", identity: "d.example" })).toBe(
      "d.example",
    );
  });

  it("may name a time zone of the IANA, and no other", () => {
    const zoned = { ...RIGHT, timeZone: "Europe/Berlin" };
    expect(readRequest(zoned)).toEqual({ request: { ...zoned, identity: "oxfordstones.example" } });
    expect(faults({ timeZone: "Mars/Olympus" }).map(([field]) => field)).toEqual(["timeZone"]);
  });

  it("works on a sub-domain of a private suffix", () => {
    const fromAddresses = ["a@someone.github.io"];
    expect(identityOf({ fromAddresses, mailFrom: "email.someone.github.io" })).toBe("someone.github.io");
  });
});

describe("a DNS contact", () => {
  it("may be at any domain, since an agency often runs the DNS", () => {
    const dnsContact = "dns@agency.example";
    expect(readRequest({ ...RIGHT, dnsContact })).toMatchObject({ request: { dnsContact } });
  });

  it("is an e-mail address, and the fault of one that is none is listed", () => {
    expect(faults({ dnsContact: "the agency" })).toEqual([
      ["dnsContact", "an address such as news@example.com, with plain letters before the @"],
    ]);
  });
});

describe("a MAIL FROM domain", () => {
  it("answers a sibling with the two ways out", () => {
    expect(faults({ fromAddresses: ["a@news.d.example"], mailFrom: "email.d.example" })).toEqual([
      [
        "mailFrom",
        "a name below news.d.example, such as email.news.d.example; or ask for the identity d.example",
      ],
    ]);
  });

  it("names one way out where there is no domain of their own above both", () => {
    expect(faults({ mailFrom: "email.elsewhere.example" })).toEqual([
      ["mailFrom", "a name below oxfordstones.example, such as email.oxfordstones.example"],
    ]);
  });

  it("is not the identity, and no from address's own domain", () => {
    expect(faults({ mailFrom: "oxfordstones.example" }).map(([field]) => field)).toEqual(["mailFrom"]);
    const fromAddresses = ["a@d.example", "b@email.d.example"];
    expect(faults({ fromAddresses, mailFrom: "email.d.example" })).toEqual([
      ["mailFrom", "a name that no from address uses, because it only receives bounces"],
    ]);
    const between = { fromAddresses: ["a@news.d.example"], identity: "d.example", mailFrom: "d.example" };
    expect(faults(between).map(([field]) => field)).toEqual(["mailFrom"]);
  });
});

describe("the owner of a private suffix", () => {
  const hackClub = { fromAddresses: ["news@hackclub.app"], mailFrom: "email.hackclub.app" };

  it("is taken if the deployer's rules name the suffix", () => {
    const rules = { ...NO_RULES, allow: ["hackclub.app"] };
    const read = readRequest({ ...RIGHT, ...hackClub }, allowedSuffixes(rules));
    expect(read).toMatchObject({ request: { identity: "hackclub.app", mailFrom: "email.hackclub.app" } });
  });

  it("gets one fault if they do not", () => {
    expect(faults(hackClub)).toEqual([
      ["fromAddresses.0", "an address at your own domain; hackclub.app belongs to everyone"],
    ]);
  });

  it("exists only for private suffixes: no rule lets a public suffix be owned, or applies to other names", () => {
    const suffixes = allowedSuffixes({
      ...NO_RULES,
      allow: ["co.uk", "com", "hackclub.app", "shop.example"],
    });
    expect(suffixes).toEqual(["hackclub.app"]);
    const github = { ...RIGHT, fromAddresses: ["a@github.io"], mailFrom: "email.github.io" };
    expect(readRequest(github, suffixes)).toHaveProperty("faults");
  });
});

describe("a cause", () => {
  const fields = (changes: Record<string, unknown>) => faults(changes).map(([field]) => field);

  it("is reported once: an address that nobody can own explains identity and MAIL FROM domain", () => {
    expect(fields({ fromAddresses: ["a@co.uk"], mailFrom: "email.co.uk" })).toEqual(["fromAddresses.0"]);
    expect(fields({ fromAddresses: ["a@gmail.com"] })).toEqual(["fromAddresses.0"]);
    const github = { fromAddresses: ["a@github.io"], identity: "github.io", mailFrom: "email.github.io" };
    expect(fields(github)).toEqual(["fromAddresses.0"]);
  });

  it("is reported once: addresses without a domain in common explain the MAIL FROM domain", () => {
    const apart = { fromAddresses: ["a@one.com", "b@two.com"], mailFrom: "email.one.com" };
    expect(fields(apart)).toEqual(["fromAddresses"]);
    expect(fields({ identity: "elsewhere.example", mailFrom: "email.third.example" })).toEqual(["identity"]);
  });
});

describe("an identity", () => {
  it("is never above the registrable domain of a from address", () => {
    // `s3.amazonaws.com` is a public suffix although it is below the registrable domain `amazonaws.com`.
    const fromAddresses = ["a@one.s3.amazonaws.com", "b@two.amazonaws.com"];
    const apart = faults({ fromAddresses, mailFrom: "email.amazonaws.com" });
    expect(apart).toContainEqual(["fromAddresses", "addresses that share one domain of your own"]);
    const asked = { fromAddresses: ["a@one.s3.amazonaws.com"], identity: "amazonaws.com" };
    expect(faults({ ...asked, mailFrom: "email.amazonaws.com" }).map(([field]) => field)).toContain(
      "identity",
    );
  });

  it("is no public suffix and lies above every from address", () => {
    const suffix = { fromAddresses: ["a@someone.github.io"], identity: "github.io" };
    expect(faults({ ...suffix, mailFrom: "email.github.io" }).map(([field]) => field)).toContain("identity");
    expect(faults({ identity: "elsewhere.example" }).map(([field]) => field)).toContain("identity");
    expect(faults({ fromAddresses: ["a@one.example", "b@two.example"] })).toContainEqual([
      "fromAddresses",
      "addresses that share one domain of your own",
    ]);
  });

  it("has the same registrable domain as the MAIL FROM domain, because both claims are stored there", () => {
    const mailFrom = "email.one.s3.amazonaws.com";
    expect(faults({ fromAddresses: ["a@amazonaws.com"], mailFrom })).toEqual([
      ["mailFrom", "a name below amazonaws.com, such as email.amazonaws.com"],
    ]);
  });
});

describe("a wrong request", () => {
  it("lists every fault at once, with what was sent", () => {
    const read = readRequest({
      ticket: "",
      project: "a\nb",
      requester: "nobody",
      fromAddresses: ["news@gmail.com", "nonsense", "a@co.uk"],
      mailFrom: "not a name",
      colour: "blue",
    });
    if ("request" in read) throw new Error("The request was taken");
    const byField = Object.fromEntries(read.faults.map(({ field, sent }) => [field, sent]));
    expect(byField).toEqual({
      ticket: "",
      project: "a\nb",
      requester: "nobody",
      "fromAddresses.0": "news@gmail.com",
      "fromAddresses.1": "nonsense",
      "fromAddresses.2": "a@co.uk",
      mailFrom: "not a name",
      colour: "blue",
    });
  });

  it.each([
    ["ticket", " "],
    ["owner", "   "],
    ["owner", " oxford-stones"],
    ["project", "x".repeat(101)],
    ["project", 7],
    ["fromAddresses", []],
    ["fromAddresses", "news@oxfordstones.example"],
    ["mailFrom", null],
  ])("refuses %s %j", (field, value) => {
    expect(faults({ [field]: value }).map(([name]) => name)).toContain(field);
  });

  it("says all that is needed where nothing was sent", () => {
    const read = readRequest({});
    if ("request" in read) throw new Error("The request was taken");
    const { mailFrom: _proposed, owner: _registered, ...needed } = RIGHT;
    expect(read.faults.map(({ field }) => field)).toEqual(Object.keys(needed));
  });

  it("says what was expected in words for people, whatever was sent", () => {
    const fields = [...Object.keys(RIGHT), "migratingFrom", "mailboxExists", "timeZone", "identity"];
    const sent = fc.dictionary(fc.constantFrom(...fields, "other"), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(sent, fc.jsonValue()), (data) => {
        const read = readRequest(data);
        const expected =
          "faults" in read ? writtenFaults(read.faults, ENGLISH).map((fault) => fault.expected) : [];
        expect(expected.filter((words) => /^(Invalid|Too|Unrecognized)/.test(words))).toEqual([]);
      }),
    );
  });

  it("never throws, whatever is sent", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.jsonValue(), (fromAddresses, mailFrom, data) => {
        readRequest(data);
        readRequest({ ...RIGHT, fromAddresses, mailFrom });
      }),
    );
  });
});
