import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import type { Template } from "#core/domain-connect/template";
import { askDns } from "../dns/ask-dns.ts";
import { type LoopbackServer, listen } from "../listen.ts";
import { type Answer, createAnswers } from "./answers.ts";
import type { Deviation } from "./deviations.ts";

/** The local DNS host, which supports Domain Connect for the zones of the local DNS. */
export interface DnsProvider extends LoopbackServer {
  /** Makes it deviate from the specification from now on. */
  deviate(...deviations: readonly Deviation[]): void;
}

/** The dependencies of the local DNS host. */
interface DnsProviderOptions {
  readonly zonesDirectory: string;
  readonly resolverPort: number;
  readonly template: Template;
}

const SLOW_MS = 10_000;

/** Starts the local DNS host on a free loopback port, and publishes its address in DNS. */
export async function startDnsProvider({
  zonesDirectory,
  resolverPort,
  template,
}: DnsProviderOptions): Promise<DnsProvider> {
  const deviations = new Set<Deviation>();
  const askTexts = (name: string) => textsOf(name, resolverPort);
  let url = "";
  const answers = createAnswers({ zonesDirectory, template, askTexts, deviations, url: () => url });
  const server = createServer(async (incoming, outgoing) => {
    const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
    if (deviations.has("slow")) await wait(SLOW_MS, undefined, { ref: false });
    const answer =
      incoming.method === "POST"
        ? answers.post(path, await formOf(incoming))
        : await answers.get(path, query);
    send(outgoing, answer);
  });
  const listening = await listen(server, 0, "the DNS host");
  url = listening.url;
  writeFileSync(join(zonesDirectory, "dns-host.example.zone"), ownZone(listening.port));
  return {
    ...listening,
    deviate(...some) {
      deviations.clear();
      for (const one of some) deviations.add(one);
    },
  };
}

/** Its port differs at each start, so its own zone is written again each time. */
function ownZone(port: number): string {
  return `; The zone of the local DNS host: written again at each start.
$ORIGIN dns-host.example.
$TTL 60
@               IN SOA ns1 hostmaster 1 7200 900 1209600 60
@               IN NS  ns1
ns1             IN A   127.0.0.1
connect         IN A   127.0.0.1
_domainconnect  IN TXT "connect.dns-host.example:${port}"
`;
}

async function textsOf(name: string, port: number): Promise<readonly string[]> {
  const { answers } = await askDns({ host: "127.0.0.1", port, name, type: "TXT", recursionDesired: true });
  return answers.flatMap((answer) =>
    answer.type === "TXT" ? [[answer.data].flat().map(String).join("")] : [],
  );
}

async function formOf(incoming: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await text(incoming));
}

function send(outgoing: ServerResponse, answer: Answer): void {
  if ("redirect" in answer) {
    outgoing.writeHead(303, { location: answer.redirect }).end();
    return;
  }
  outgoing.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
}
