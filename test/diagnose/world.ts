import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { serveZones } from "../support/zones.ts";

/** The result of a run of the command line. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The domain of all these zones. */
export const D = "oxfordstones.example";

const SES = ["--mail-from", `email.${D}`, "--region", "eu-west-1", "--tokens", "t1,t2,t3"];

/** Three DKIM records, MX, SPF and DMARC, all right. */
export const RIGHT = `${["t1", "t2", "t3"].map((token) => `${token}._domainkey CNAME ${token}.dkim.amazonses.com.\n`).join("")}email MX 10 feedback-smtp.eu-west-1.amazonses.com.
email TXT "v=spf1 include:amazonses.com ~all"
_dmarc TXT "v=DMARC1; p=none"
`;

const AMAZON = '@ TXT "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all"\n';

/** Runs only the command line. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((resolve) => {
    const command = ["infra/diagnose.ts", ...args];
    const child = execFile(
      process.execPath,
      command,
      { env: { ...process.env, ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** Runs the command line against a zone; `args` replaces the arguments for SES's records. */
export async function diagnoseZone(zone: string, options: readonly string[] = [], args = SES): Promise<Run> {
  const { server } = await serveZones({ [D]: zone, "amazonses.com": AMAZON });
  return run(["--domain", D, ...args, "--resolver", `127.0.0.1:${server.port}`, ...options]);
}

/** Makes a file for `--expect`, which is removed after the test. */
export function fileWith(content: unknown): string {
  const directory = mkdtempSync(join(tmpdir(), "expect-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "expect.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}
