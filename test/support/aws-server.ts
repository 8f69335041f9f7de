import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { errorResponse } from "../../infra/local/aws/error-response.ts";
import type { AwsService } from "../../infra/local/aws/service.ts";

/** Serves one local AWS service over HTTP until the test ends; returns its URL. */
export async function serveAws(service: AwsService): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const asked = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(headers),
      body: await text(request),
    };
    const answer = await service.handle(asked).catch((error: unknown) => errorResponse(asked, error));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
