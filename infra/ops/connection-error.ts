const SIGN_IN = "sign in to AWS (such as aws sso login), or set AWS_PROFILE";

/** Errors of AWS clients that mean: the credentials are missing or over. */
const CREDENTIAL_ERRORS: Readonly<Record<string, string>> = {
  CredentialsProviderError: `no AWS credentials were found: ${SIGN_IN}`,
  ExpiredTokenException: `your AWS credentials have expired: ${SIGN_IN}`,
  UnrecognizedClientException: `AWS does not accept your credentials: ${SIGN_IN}`,
};

/** Explains an error that means that a command could not reach its deployment; returns other errors as they are. */
export function explainConnectionError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const refused = refusedAddress(error);
  if (refused !== undefined) {
    const message = `nothing answers at ${refused} (ECONNREFUSED): start the local cloud with npm start, or correct --aws-url`;
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
