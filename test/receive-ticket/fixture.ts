import { Webhook } from "standardwebhooks";
import { readClaims } from "#core/claims/claim-store";
import { configuration } from "#core/deployment-settings";
import type { DnsResolver } from "#core/dns/observation";
import { HELP_DESKS } from "#core/help-desks/registry";
import type { Source } from "#core/onboarding/ticket-source";
import { type Project, readProject } from "#core/projects/project";
import type { Item, Table } from "#core/table";
import { NO_RULES } from "#core/tickets/domain-rules";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { receiveTicket } from "../../functions/receive-ticket/receive-ticket.ts";
import { accessReader } from "../../functions/receive-ticket/source-access.ts";
import { sourceNamed } from "../../functions/receive-ticket/sources.ts";
import { signedHeaders } from "../../infra/ticket/signed-headers.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { TOKEN } from "../support/stages.ts";

/** The secrets that sign tickets: the current one, and the one before it. */
export const SECRETS = ["current", "previous"].map((word) =>
  Buffer.from(word.padEnd(33, "!")).toString("base64"),
);

/** The data of a right ticket. */
export const DATA = {
  ticket: "T-1041",
  project: "shop",
  owner: "oxford-stones",
  requester: "admin@oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
  mailFrom: "email.oxfordstones.example",
};

/** Every help desk is connected. */
const CONFIGURATION = configuration.parse({
  helpDesks: Object.fromEntries(HELP_DESKS.map((name) => [name, { baseUrl: `https://${name}.example` }])),
});

/** The source of tickets of this name. */
export function sourceOf(name: string) {
  const source = sourceNamed(name);
  if (source === undefined) throw new Error(`There is no source ${name}`);
  return source;
}

/** A ticket's body. */
export function ticketBody(data: unknown = DATA, type = "onboarding.requested"): string {
  return JSON.stringify({ type, timestamp: "2026-11-23T09:00:00Z", data });
}

/** A request that the current secret signs, as far as a test does not say otherwise. */
export function signedRequest(
  body: string,
  { id = "msg_1", at = BEGUN_AT, now = BEGUN_AT, secret = SECRETS[0] ?? "" } = {},
): HttpRequest {
  return {
    routeKey: "POST /tickets/generic",
    parameters: {},
    query: {},
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
    },
    body,
    rawBody: Buffer.from(body),
    domainName: "setup.example",
    now,
  };
}

/** A request of a help desk, signed as the desk does it. */
export function deskRequest(
  source: Source,
  body: string,
  now = BEGUN_AT,
  secret = SECRETS[0] ?? "",
): HttpRequest {
  return {
    ...signedRequest(body, { now }),
    routeKey: "POST /tickets/{source}",
    parameters: { source },
    headers: signedHeaders(source, body, secret, new Date(now)),
  };
}

/** Puts the project of the right ticket into the registry. */
async function register(table: Table, said: Partial<Project>): Promise<void> {
  const { project, owner, requester } = DATA;
  const { replaceWith } = await readProject(table, said.project ?? project);
  const entry = { project, owner, platform: "ses" as const, requesters: [requester], domains: [] };
  await table.commit([replaceWith({ ...entry, ...said })]);
}

/** Intake over a table in memory, with a Step Functions that runs nothing. */
export function startIntake(
  table = memoryTable(),
  resolver: DnsResolver = declaredDns(),
  access: Partial<Parameters<typeof accessReader>[0]> = {},
) {
  const readAccess = accessReader({
    readGenericSecret: async () => SECRETS,
    readDeskSecret: async () => SECRETS,
    readConfiguration: async () => CONFIGURATION,
    ...access,
  });
  const machine = fakeStepFunctions();
  const refusals: string[] = [];
  const unrelated: string[] = [];
  let ids = 0;
  const send = (request: HttpRequest, through: Table = table): Promise<HttpResponse> =>
    receiveTicket(request, {
      region: "eu-west-1",
      table: through,
      starter: machine,
      resumer: machine,
      resolver,
      readAccess,
      countUnrelated: (source) => void unrelated.push(source),
      countRefusal: (source, reason) => refusals.push(`${source} ${reason}`),
      newToken: () => TOKEN,
      readDomainRules: async () => NO_RULES,
      newId: () => {
        ids += 1;
        return `onb_${String(ids).padStart(26, "0")}`;
      },
    });
  return {
    table,
    machine,
    /** Each as it was counted: source and reason. */
    refusals,
    /** The source of each ticket that was about something else. */
    unrelated,
    send,
    request: (said: Record<string, unknown> = {}, id = "msg_1", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ...DATA, ...said }), { id, at: now, now })),
    cancel: (ticket = DATA.ticket, id = "msg_c", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ticket }, "onboarding.cancelled"), { id, at: now, now })),
    /** A body that a help desk sends, signed as the desk does it. */
    deliver: (source: Source, body: string, now = BEGUN_AT) => send(deskRequest(source, body, now)),
    register: (said: Partial<Project> = {}) => register(table, said),
    /** The public answers; and the notes for the team. */
    replies: () => table.items().filter((item) => item.sk.startsWith("reply#") && !isNote(item)),
    notes: () => table.items().filter((item) => item.sk.startsWith("reply#") && isNote(item)),
    onboardings: () => table.items().filter(({ sk }) => sk === "onboarding"),
    /** Every owner has proved control of what they asked for at this name. */
    prove: async (name: string) => {
      for (const { pk } of table.items().filter(({ sk }) => sk === "onboarding"))
        await table.commit((await readClaims(table, name)).prove(pk));
    },
  };
}

function isNote({ content }: Item): boolean {
  return (content as { readonly about: string }).about === "team";
}
