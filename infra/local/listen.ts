import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that listens on loopback. */
export interface LoopbackServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Is thrown if another process uses the port. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
  readonly purpose: string;
  constructor(port: number, purpose: string, options?: ErrorOptions) {
    super(`port ${port} for ${purpose} is taken`, options);
    this.purpose = purpose;
  }
}

/** Listens on 127.0.0.1; port 0 takes a free port. */
export async function listen(server: Server, port: number, purpose: string): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortTakenError(port, purpose, { cause: error }) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
