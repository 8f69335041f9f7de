import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");
const SIGN_IN = { next: text("operators.commands.connection.sign-in") };

/** Errors of AWS clients which mean that credentials are missing or expired. */
const CREDENTIAL_ERRORS: Readonly<Record<string, string>> = {
  CredentialsProviderError: text("operators.commands.connection.none", SIGN_IN),
  ExpiredTokenException: text("operators.commands.connection.expired", SIGN_IN),
  UnrecognizedClientException: text("operators.commands.connection.refused", SIGN_IN),
};

/** Explains an error that prevents a command from reaching its deployment; returns other errors unchanged. */
export function explainConnectionError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const refused = refusedAddress(error);
  if (refused !== undefined) {
    const message = text("operators.commands.connection.no-server", { address: refused });
    return new Error(message, { cause: error });
  }
  const credentials = CREDENTIAL_ERRORS[error.name];
  return credentials === undefined ? error : new Error(credentials, { cause: error });
}

/** Node nests the socket's error: fetch puts it into `cause`, and a name with two addresses into `errors`. */
function refusedAddress(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "ECONNREFUSED" && "address" in error && "port" in error)
    return `${String(error.address)}:${String(error.port)}`;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? undefined : refusedAddress(inner);
}
