/** A DNS provider that supports Domain Connect for a zone, and this deployment's template. */
export interface Provider {
  /** The name of a known provider, or the host name of its consent page. */
  readonly name: string;
  /** The address of its consent page; always `https`, without credentials. */
  readonly urlSyncUX: string;
}

/** Finds the provider of a zone. Strangers write what it reads, so any error means that there is none. */
export interface ProviderDirectory {
  find(zone: string): Promise<Provider | undefined>;
}

/** Signs links with the deployment's private key, which never leaves KMS. */
export interface LinkSigner {
  /** Returns the RS256 signature in base64. */
  sign(text: string): Promise<string>;
}

/** Stores a template for as long as a person needs to open it, and returns its address. */
export interface TemplateStore {
  keep(template: string): Promise<string>;
}
