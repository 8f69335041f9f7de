import { readFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { fetchFrom, requestTo } from "#adapters/domain-connect/guarded-get";

/** Test keys, each with a certificate: one for a hundred years, and one that expired in 2021. */
const certificate = (name: string) =>
  readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), "utf8");

/** Requests connect.host.example over TLS from a server with this certificate. */
async function get(name: string, isTrusted = true) {
  const pem = certificate(name);
  const server = createServer({ key: pem, cert: pem }, ({ headers, url }, response) =>
    response.end(`${headers.host} ${url}`),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asked = requestTo("127.0.0.1", { host: "connect.host.example", path: "/v2/x/settings" }, "tls");
  return fetchFrom(request, { ...asked, port, ...(isTrusted && { ca: pem }) });
}

describe("a request to an address that was checked", () => {
  it("is answered by the server whose certificate is for the name", async () => {
    expect(await get("connect.host.example")).toEqual({
      status: 200,
      body: "connect.host.example /v2/x/settings",
    });
  });

  it.each([
    ["of another name", "other.example", true, "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["that has ended", "expired", true, "CERT_HAS_EXPIRED"],
    ["of an unknown issuer", "connect.host.example", false, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ])("is not sent to a server with a certificate %s", async (_which, name, isTrusted, code) => {
    await expect(get(name, isTrusted)).rejects.toMatchObject({ code });
  });
});
