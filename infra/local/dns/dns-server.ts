import { answerFrom, bareReply, RCODE, type Reply } from "./answer.ts";
import { type DnsListener, listenForDns, type Responder } from "./listener.ts";
import { type Query, readQuery, writeReply } from "./message.ts";
import { canonicalName } from "./name.ts";
import { openZoneDirectory, type ZoneDirectory } from "./zone-directory.ts";
import { type FaultKind, faultOf } from "./zone-faults.ts";

/** An authoritative DNS server over a directory of zone files. */
export interface DnsServer {
  readonly port: number;
  /** The requested addresses that this machine has; the server listens on them. */
  readonly hosts: readonly string[];
  /** Returns the number of packets received so far. */
  queries(): number;
  stop(): Promise<void>;
}

const FAULT_REPLIES: Readonly<Record<Exclude<FaultKind, "drop">, Reply | undefined>> = {
  bogus: bareReply(RCODE.SERVFAIL),
  servfail: bareReply(RCODE.SERVFAIL),
  refuse: bareReply(RCODE.REFUSED),
  lame: bareReply(RCODE.NOERROR),
  truncate: undefined,
};

function replyTo({ question }: Query, zones: ZoneDirectory, server: string): Reply {
  if (question.class !== "IN" && question.class !== "ANY") return bareReply(RCODE.REFUSED);
  return answerFrom((name) => zones.find(name, server)?.zone, question);
}

function checksSignatures({ recursionDesired, dnssecOk, checkingDisabled }: Query): boolean {
  return (recursionDesired || dnssecOk) && !checkingDisabled;
}

function responder(zones: ZoneDirectory, count: () => void, report: (message: string) => void): Responder {
  return (message, { server, tcp }) => {
    count();
    const received = readQuery(message);
    if (received.kind === "ignore") return undefined;
    if (received.kind === "reject") return received.response;
    const { query } = received;
    try {
      const name = canonicalName(query.question.name);
      const found = faultOf(zones.find(name, server)?.file.faults ?? [], name, server);
      const fault = found === "bogus" && !checksSignatures(query) ? undefined : found;
      if (fault === "drop") return undefined;
      const reply = (fault && FAULT_REPLIES[fault]) ?? replyTo(query, zones, server);
      return writeReply(query, reply, { tcp, recursive: false, truncate: fault === "truncate" });
    } catch (error) {
      report(`${query.question.name} ${query.question.type}: ${error}`);
      return writeReply(query, bareReply(RCODE.SERVFAIL), { tcp, recursive: false });
    }
  };
}

/** Serves the current version of every `*.zone` file in the directory `zones`; port 0 takes a free port. */
export async function startDnsServer({
  zones,
  host = "127.0.0.1",
  hosts = [host],
  port,
  report = console.error,
}: {
  zones: string;
  host?: string;
  hosts?: readonly string[];
  port: number;
  report?: (message: string) => void;
}): Promise<DnsServer> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  const respond = responder(openZoneDirectory(zones, report), count, report);
  const [first = host, ...others] = hosts;
  const listeners: Array<DnsListener & { host: string }> = [
    { host: first, ...(await listenForDns(first, port, respond)) },
  ];
  const chosen = listeners[0]?.port ?? port;
  for (const other of others) {
    try {
      listeners.push({ host: other, ...(await listenForDns(other, chosen, respond)) });
    } catch (error) {
      // macOS has only 127.0.0.1 until `ifconfig lo0 alias` adds more.
      report(`DNS: ${other} port ${chosen} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return {
    port: chosen,
    hosts: listeners.map((listener) => listener.host),
    queries: () => queries,
    async stop() {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
