import type { APIGatewayProxyEventV2WithIAMAuthorizer, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { type HttpRequest, httpHandler } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { fromAddresses } from "../../functions/from-addresses/from-addresses.ts";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { receiveSignal } from "../../functions/receive-signal/receive-signal.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { showSetup } from "../../functions/show-setup/show-setup.ts";
import { addressesWorld } from "../from-addresses/addresses-world.ts";
import { guardWorld } from "../guard-console/guard-world.ts";
import { operatedWorld } from "../operate-onboardings/world.ts";
import { startWorld } from "../publish-records/publish-world.ts";
import { signalWorld } from "../receive-signal/signal-world.ts";
import { startIntake } from "../receive-ticket/fixture.ts";
import { consoleWorld } from "../show-console/console-world.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { ROUTES } from "../support/deployment.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { SHOWN } from "../support/shown.ts";

const { onboardingId, project } = onboardingOf();
const LONG = [...[1000, 3000].map((times) => "a".repeat(times)), "é".repeat(1100), "a/".repeat(1500)];
const ODD = [
  ...["", " ", "\u200b", ".", "..", "../..", "\u0000", "%00", "%", "%ED%A0%BD", "\ud83d"],
  ...["__proto__", "constructor", "a@b.example", `${onboardingId}\n`, "?", "#", "x=1&y"],
];

/** Right values of the other parameters, so that nothing else refuses the request. */
const RIGHT: Readonly<Record<string, string>> = {
  onboardingId,
  project,
  address: "news@oxfordstones.example",
  notice: "requested/customer",
};

/** Bodies that are right for their routes; all others take an empty object. */
const BODIES: Readonly<Record<string, unknown>> = {
  "POST /projects/{project}/from-addresses": { addresses: ["news@oxfordstones.example"] },
  "PATCH /projects/{project}/from-addresses/{address}": { inUse: true },
  "POST /projects/{project}/pause": { because: "complaints" },
  "PUT /projects/{project+}": { owner: "oxford" },
  "POST /setup-links/{onboardingId}": { because: "asked by phone" },
  "POST /onboardings/{onboardingId}/approve": { what: "request" },
  "POST /onboardings/{onboardingId}/amend": { mailFrom: "bounce.oxfordstones.example" },
  "POST /onboardings/{onboardingId}/reissue-link": { replaces: 1 },
};

type Answer = (request: HttpRequest) => Promise<HttpResponse>;

function methodOf({ routeKey }: HttpRequest): "GET" | "POST" {
  return routeKey.startsWith("GET ") ? "GET" : "POST";
}

async function guard(): Promise<Answer> {
  const browser = (await guardWorld()).browser();
  await browser.signIn("sre");
  return (request) => {
    const { routeKey, parameters } = request;
    const said = { routeKey, parameters };
    return methodOf(request) === "GET" ? browser.get("/console", said) : browser.post("/console", {}, said);
  };
}

async function operatorsTable() {
  const { table } = await addressesWorld();
  return { table, listing: table, trail: table, partitions: table };
}

/** Makes what answers the routes of each function, by its folder. */
const ANSWERS: Readonly<Record<string, () => Promise<Answer>>> = {
  "receive-ticket": async () => startIntake().send,
  "from-addresses": async () => {
    const deps = { ...(await operatorsTable()), resolver: declaredDns() };
    return (request) => fromAddresses(request, deps);
  },
  "show-onboardings": async () => {
    const deps = { ...SHOWN, ...(await operatorsTable()) };
    return (request) => showOnboardings(request, deps);
  },
  "operate-onboardings": async () => {
    const deps = { ...(await operatedWorld()).deps, ...(await operatorsTable()) };
    return (request) => operateOnboardings(request, deps);
  },
  "show-setup": async () => {
    const deps = { ...(await signalWorld()).deps, shards: { start: async () => undefined }, publicUrl: "" };
    return (request) => showSetup(request, deps);
  },
  "receive-signal": async () => {
    const { deps } = await signalWorld();
    return (request) => receiveSignal(request, deps);
  },
  "publish-records": async () => {
    const { publish } = await startWorld();
    return ({ parameters }) => publish("", parameters["token"] ?? "");
  },
  "show-console": async () => {
    const { send } = await consoleWorld();
    return (request) => send(methodOf(request), "/", request);
  },
  "guard-console": guard,
};

/** Makes the event of API Gateway for a route. */
function eventOf(routeKey: string, pathParameters: Record<string, string>) {
  return {
    version: "2.0",
    routeKey,
    headers: { "content-type": "application/json" },
    pathParameters,
    requestContext: {
      domainName: "api.example",
      timeEpoch: BEGUN_AT,
      authorizer: { iam: { userArn: "arn:aws:iam::111122223333:user/alice" } },
    },
    body: JSON.stringify(BODIES[routeKey] ?? {}),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2WithIAMAuthorizer;
}

const PARAMETERS = ROUTES.flatMap(({ folder, key }) =>
  [...key.matchAll(/\{(\w+)\+?\}/g)].map(([, name = ""]) => [key, name, folder] as const),
);

async function statusesOf(key: string, name: string, folder: string, values: readonly string[]) {
  const names = [...key.matchAll(/\{(\w+)\+?\}/g)].map(([, one = ""]) => one);
  const right = Object.fromEntries(names.map((one) => [one, RIGHT[one] ?? ""]));
  const answer = await ANSWERS[folder]?.();
  if (answer === undefined) throw new Error(`No answer is known for ${folder}`);
  const statuses = [];
  for (const value of values) {
    const event = eventOf(key, { ...right, [name]: value });
    const { statusCode } = await httpHandler(answer)(event, { functionName: folder } as Context);
    statuses.push(statusCode);
  }
  return statuses;
}

/** The guard knows no pages: it passes the request on, or asks for a form of its own. */
function expectedOf(key: string, folder: string): number {
  if (folder === "guard-console") return key.startsWith("GET ") ? 200 : 403;
  return /^(PUT|DELETE) \/projects\/\{project\+\}$/.test(key) ? 422 : 404;
}

describe.each(PARAMETERS)("%s: a value of {%s}", (key, name, folder) => {
  it("that is too long for a key of the table is not found", async () => {
    const expected = expectedOf(key, folder);
    expect(await statusesOf(key, name, folder, LONG)).toEqual(LONG.map(() => expected));
  });

  it("that is odd is no error of ours", async () => {
    const statuses = await statusesOf(key, name, folder, ODD);
    const failed = ODD.filter((_, index) => (statuses[index] ?? 500) >= 500);
    expect(failed).toEqual([]);
  });
});
