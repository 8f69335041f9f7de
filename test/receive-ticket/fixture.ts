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

/** The secrets that sign tickets: the current one and the previous one. */
export const SECRETS = ["current", "previous"].map((word) =>
  Buffer.from(word.padEnd(33, "!")).toString("base64"),
);

/** The data of a valid ticket. */
export const DATA = {
  ticket: "T-1041",
  project: "shop",
  owner: "oxford-stones",
  requester: "admin@oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
  mailFrom: "email.oxfordstones.example",
};

/** A configuration with all help desks. */
const CONFIGURATION = configuration.parse({
  helpDesks: Object.fromEntries(HELP_DESKS.map((name) => [name, { baseUrl: `https://${name}.example` }])),
});

/** Returns the source of tickets with this name. */
export function sourceOf(name: string) {
  const source = sourceNamed(name);
  if (source === undefined) throw new Error(`There is no source ${name}`);
  return source;
}

/** Makes a ticket's body. */
export function ticketBody(data: unknown = DATA, type = "onboarding.requested"): string {
  return JSON.stringify({ type, timestamp: "2026-11-23T09:00:00Z", data });
}

/** Makes a request that the current secret signs, unless a test says otherwise. */
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

/** Makes a request of a help desk, with the desk's signature. */
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

/** Registers the project of the valid ticket. */
async function register(table: Table, said: Partial<Project>): Promise<void> {
  const { project, owner, requester } = DATA;
  const { replaceWith } = await readProject(table, said.project ?? project);
  const entry = { project, owner, platform: "ses" as const, requesters: [requester], domains: [] };
  await table.commit([replaceWith({ ...entry, ...said })]);
}

/** Makes intake with a table in memory, and with a Step Functions that runs nothing. */
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
    /** Each counted refusal: source and reason. */
    refusals,
    /** The source of each ticket about something else. */
    unrelated,
    send,
    request: (said: Record<string, unknown> = {}, id = "msg_1", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ...DATA, ...said }), { id, at: now, now })),
    cancel: (ticket = DATA.ticket, id = "msg_c", now = BEGUN_AT) =>
      send(signedRequest(ticketBody({ ticket }, "onboarding.cancelled"), { id, at: now, now })),
    /** Sends a body of a help desk, with the desk's signature. */
    deliver: (source: Source, body: string, now = BEGUN_AT) => send(deskRequest(source, body, now)),
    register: (said: Partial<Project> = {}) => register(table, said),
    /** The public answers; the notes for the team are separate. */
    replies: () => table.items().filter((item) => item.sk.startsWith("reply#") && !isNote(item)),
    notes: () => table.items().filter((item) => item.sk.startsWith("reply#") && isNote(item)),
    onboardings: () => table.items().filter(({ sk }) => sk === "onboarding"),
    /** Marks the claims at this name as proved by their owners. */
    prove: async (name: string) => {
      for (const { pk } of table.items().filter(({ sk }) => sk === "onboarding"))
        await table.commit((await readClaims(table, name)).prove(pk));
    },
  };
}

function isNote({ content }: Item): boolean {
  return (content as { readonly about: string }).about === "team";
}
