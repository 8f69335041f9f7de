import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * The SDK's credential chain in a bundle. Lambda gives a function its credentials as environment variables
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), so the other providers of the chain, with their
 * clients of STS and SSO, would only make each cold start longer.
 */
export const defaultProvider = fromEnv;
