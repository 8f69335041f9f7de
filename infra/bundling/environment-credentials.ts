import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * The SDK's credential chain in a bundle. Lambda provides a function's credentials as environment variables
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). The chain's other providers,
 * with their STS and SSO clients, would only make each cold start longer.
 */
export const defaultProvider = fromEnv;
