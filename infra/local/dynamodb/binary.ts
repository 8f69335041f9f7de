import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the path of the DynamoDB engine that npm installed for this machine. */
export function dynamoDbBinary(platform: string = process.platform, architecture = process.arch): string {
  const name = `${platform}-${architecture}`;
  const file = platform === "win32" ? "dynoxide.exe" : "dynoxide";
  const path = fileURLToPath(new URL(`../../../node_modules/@dynoxide/${name}/${file}`, import.meta.url));
  if (existsSync(path)) return path;
  throw new Error(
    `There is no DynamoDB for ${name} in node_modules: start any DynamoDB and set DYNAMODB_ENDPOINT to its URL`,
  );
}
