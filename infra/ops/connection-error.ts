import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");
const SIGN_IN = { next: text("operators.commands.connection.sign-in") };

/** Errors of AWS clients that mean: the credentials are missing or over. */
const CREDENTIAL_ERRORS: Readonly<Record<string, string>> = {
  CredentialsProviderError: text("operators.commands.connection.none", SIGN_IN),
  ExpiredTokenException: text("operators.commands.connection.expired", SIGN_IN),
  UnrecognizedClientException: text("operators.commands.connection.refused", SIGN_IN),
};

/** Explains an error that means that a command could not reach its deployment; returns other errors as they are. */
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

/** Node puts the socket's error below others: fetch into `cause`, two addresses of one name into `errors`. */
function refusedAddress(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && error.code === "ECONNREFUSED" && "address" in error && "port" in error)
    return `${String(error.address)}:${String(error.port)}`;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? undefined : refusedAddress(inner);
}
