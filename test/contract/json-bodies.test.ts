import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HELP_DESKS } from "#core/help-desks/registry";
import { LANGUAGES } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import type { HttpRequest } from "#platform/http/http-handler";
import type { JsonFault } from "#platform/http/json-body";
import type { HttpResponse } from "#platform/http/response";
import { fromAddresses } from "../../functions/from-addresses/from-addresses.ts";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { parseGivenJson } from "../../infra/given-json.ts";
import { addressesWorld } from "../from-addresses/addresses-world.ts";
import { operatedWorld } from "../operate-onboardings/world.ts";
import { signalWorld } from "../receive-signal/signal-world.ts";
import { deskRequest, SECRETS, signedRequest, startIntake } from "../receive-ticket/fixture.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";

const BODIES: readonly (readonly [JsonFault, Buffer])[] = [
  ["not-json", Buffer.from('{"what":')],
  ["not-utf8", Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
  ["repeats-key", Buffer.from('{"what":"request","wha\\u0074":"request"}')],
  ["too-deep", Buffer.from("[".repeat(200) + "]".repeat(200))],
];

type Door = (said: Pick<HttpRequest, "body" | "rawBody">) => Promise<HttpResponse>;

const { onboardingId, project } = onboardingOf();
const parameters = { onboardingId, project, address: "news@oxfordstones.example" };

const ADDRESS_ROUTES = [
  "POST /projects/{project}/from-addresses",
  "PATCH /projects/{project}/from-addresses/{address}",
];

function genericSignature(rawBody: Buffer): string {
  const hmac = createHmac("sha256", Buffer.from(SECRETS[0] ?? "", "base64"));
  return `v1,${hmac
    .update(`msg_1.${BEGUN_AT / 1000}.`)
    .update(rawBody)
    .digest("base64")}`;
}

/** The doors that read JSON, except the help desks; a test calls each of them with a body. */
const DOORS: Readonly<Record<string, Door>> = {
  "POST /onboardings/{onboardingId}/approve": async (said) =>
    operateOnboardings(
      operatorsRequest("POST /onboardings/{onboardingId}/approve", { parameters: { onboardingId }, ...said }),
      (await operatedWorld()).deps,
    ),
  ...Object.fromEntries(
    ADDRESS_ROUTES.map((routeKey): [string, Door] => [
      routeKey,
      async (said) => {
        const deps = { table: (await addressesWorld()).table, resolver: declaredDns() };
        return fromAddresses(operatorsRequest(routeKey, { parameters, ...said }), deps);
      },
    ]),
  ),
  "POST /tickets/generic": async (said) => {
    const request = { ...signedRequest(said.body), ...said };
    const headers = { ...request.headers, "webhook-signature": genericSignature(said.rawBody) };
    return startIntake().send({ ...request, headers });
  },
  "POST /setup/{token}/amend": async (said) =>
    (await signalWorld()).post("amend", 60, {
      headers: { accept: "application/json", "content-type": "application/json" },
      ...said,
    }),
};

describe.each(Object.entries(DOORS))("%s", (_, door) => {
  it.each(BODIES)("says in the words of all doors what is wrong: %s", async (fault, rawBody) => {
    const { statusCode, body = "" } = await door({ body: rawBody.toString("utf8"), rawBody });
    expect([statusCode, JSON.parse(body).title]).toEqual([400, textsIn("en").text(`json.${fault}`)]);
  });
});

describe.each(HELP_DESKS)("POST /tickets/%s", (desk) => {
  const ofText = BODIES.filter(([fault]) => fault !== "not-utf8");
  it.each(ofText)("says in the words of all doors what is wrong: %s", async (fault, rawBody) => {
    const { refusals, send } = startIntake();
    const { statusCode, body = "" } = await send(deskRequest(desk, timed(rawBody.toString())));
    expect([statusCode, JSON.parse(body).title]).toEqual([400, textsIn("en").text(`json.${fault}`)]);
    expect(refusals).toEqual([`${desk} not-json`]);
  });
});

/** Jira's signature covers the time in the body, without which a delivery is not authentic. */
function timed(text: string): string {
  return text.startsWith("[")
    ? `{"timestamp":${BEGUN_AT},"a":${text}}`
    : text.replace("{", `{"timestamp":${BEGUN_AT},`);
}

it("the command line uses the same words for a file", () => {
  const read = (fault: JsonFault) => () => parseGivenJson("a.json", String(new Map(BODIES).get(fault)));
  for (const fault of ["repeats-key", "too-deep"] as const)
    expect(read(fault)).toThrow(`a.json: ${textsIn("en").text(`json.${fault}`)}`);
});

it("each fault has words of its own in each language", () => {
  for (const language of LANGUAGES) {
    const words = BODIES.map(([fault]) => textsIn(language).text(`json.${fault}`));
    expect(new Set(words).size).toBe(BODIES.length);
  }
});
