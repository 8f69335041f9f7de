import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clientSettings } from "../../infra/ops/target.ts";

beforeEach(() => {
  for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"]) vi.stubEnv(name, undefined);
  for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/dev/null");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("looks for the local cloud once for each command, and names it once", async () => {
  const probe = vi.fn(async () => new Response());
  vi.stubGlobal("fetch", probe);
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const target = { awsUrl: undefined, stack: "sendworthy" };
  const all = await Promise.all([clientSettings(target), clientSettings(target)]);
  expect(await clientSettings(target)).toBe(all[0]);
  expect([probe.mock.calls.length, said.mock.calls]).toEqual([
    1,
    [[expect.stringContaining("this is the local cloud at http://127.0.0.1:4566")]],
  ]);
});

it("asks for a Region if no local cloud runs", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("refused")));
  await expect(clientSettings({ awsUrl: undefined, stack: "sendworthy" })).rejects.toThrow("set AWS_REGION");
});
