import { describe, expect, it } from "vitest";
import type { DnsAnswer, DnsResolver, Observation, Question } from "#core/dns/observation";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import { findPublishedKey, textsAt } from "#core/publication/published-key";

const KEY = Buffer.from("k".repeat(300)).toString("base64");
const NAME = "_dck1.platform.example";
const DOUBLED = `${NAME}.platform.example`;
const ABSENT: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 300 };
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };
const PUBLISHED = held(publicKeyTexts(KEY));

function held(values: readonly string[]): DnsAnswer {
  return { kind: "records", values, ttl: 300 };
}

/** Makes a resolver that answers some names; for every other name no resolver was found to ask. */
function answering(answers: Readonly<Record<string, DnsAnswer>>) {
  const asked: Question[] = [];
  const open = { sessions: 0 };
  const observe = ({ name, type }: Question): Observation => {
    const answer = answers[name];
    const recursive = answer === undefined ? [] : [{ server: "resolver", address: "192.0.2.53", answer }];
    return {
      ...{ name, type, nameServers: [], authoritative: [], aliases: [] },
      recursive,
      zoneExists: "yes",
    };
  };
  const resolver: DnsResolver = {
    open: () => {
      open.sessions += 1;
      return {
        ask: async (questions) => {
          asked.push(...questions);
          return questions.map(observe);
        },
        queries: () => asked.length,
        end: () => {
          open.sessions -= 1;
        },
      };
    },
  };
  return { resolver, asked, open };
}

describe("the public key", () => {
  it.each<[string, string, string, Readonly<Record<string, DnsAnswer>>]>([
    ["is right at its name", "right", NAME, { [NAME]: PUBLISHED, [DOUBLED]: ABSENT }],
    ["is right even if it is doubled, too", "right", NAME, { [NAME]: PUBLISHED, [DOUBLED]: PUBLISHED }],
    ["is right if nobody answers for the doubled name", "right", NAME, { [NAME]: PUBLISHED }],
    ["is another one", "other", NAME, { [NAME]: held(publicKeyTexts(KEY.slice(4))), [DOUBLED]: ABSENT }],
    ["is no key", "other", NAME, { [NAME]: held(["hello"]), [DOUBLED]: PUBLISHED }],
    ["is doubled", "doubled", DOUBLED, { [NAME]: ABSENT, [DOUBLED]: PUBLISHED }],
    ["is doubled, although its own name is unknown", "doubled", DOUBLED, { [DOUBLED]: PUBLISHED }],
    ["is missing", "missing", NAME, { [NAME]: ABSENT, [DOUBLED]: ABSENT }],
    ["is missing, although the doubled name is unknown", "missing", NAME, { [NAME]: ABSENT }],
    ["is unknown if the resolver knows nothing", "unknown", NAME, { [NAME]: SILENT, [DOUBLED]: ABSENT }],
    ["is unknown if only the doubled name is known to be absent", "unknown", NAME, { [DOUBLED]: ABSENT }],
    ["is unknown without any answer", "unknown", NAME, {}],
  ])("%s", async (_, state, name, answers) => {
    const { resolver, open } = answering(answers);
    expect(await findPublishedKey("platform.example", KEY, resolver)).toEqual({ name, state });
    expect(open.sessions).toBe(0);
  });
});

describe("the texts at a name", () => {
  it("are asked of a resolver only", async () => {
    const { resolver, asked } = answering({ [NAME]: PUBLISHED });
    expect(await textsAt(NAME, resolver)).toEqual(PUBLISHED);
    expect(asked).toEqual([{ name: NAME, type: "TXT", through: "resolver" }]);
  });

  it("are unknown if nothing was observed", async () => {
    const resolver = { open: () => ({ ask: async () => [], queries: () => 0, end: () => undefined }) };
    expect(await textsAt(NAME, resolver)).toBeUndefined();
  });

  it("leave no session open if the question fails", async () => {
    let isOpen = true;
    const ask = () => Promise.reject(new Error("no network"));
    const end = () => {
      isOpen = false;
    };
    await expect(textsAt(NAME, { open: () => ({ ask, queries: () => 0, end }) })).rejects.toThrow(
      "no network",
    );
    expect(isOpen).toBe(false);
  });
});
