import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, type CloudOptions, startCloud } from "../../infra/local/cloud.ts";

const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };

/**
 * Plays a story on a separate local cloud, whose time runs 600 times as fast while no work is in progress.
 */
export async function withCloud(
  tell: (cloud: Cloud) => Promise<void>,
  options: Pick<CloudOptions, "hasSignIn" | "speed"> = {},
): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "browser-"));
  const cloud = await startCloud({ dataDirectory, ports: ANY_PORT, speed: 600, ...options });
  try {
    await tell(cloud);
  } finally {
    await cloud.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
