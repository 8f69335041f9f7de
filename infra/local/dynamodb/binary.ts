import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** Returns the path of the DynamoDB engine that npm installed for this machine. */
export function dynamoDbBinary(platform: string = process.platform, architecture = process.arch): string {
  const name = `${platform}-${architecture}`;
  const file = platform === "win32" ? "dynoxide.exe" : "dynoxide";
  try {
    return resolve(`@dynoxide/${name}/${file}`);
  } catch (cause) {
    const message = `There is no DynamoDB for ${name} in node_modules: start any DynamoDB and set DYNAMODB_ENDPOINT to its URL`;
    throw new Error(message, { cause });
  }
}
