/** A DNS provider that speaks Domain Connect for a zone and knows the template of this deployment. */
export interface Provider {
  /** The name for people: of a known provider, or the host name of its consent page. */
  readonly name: string;
  /** Where its consent page is: `https`, and without credentials. */
  readonly urlSyncUX: string;
}

/** Finds the provider of a zone. Strangers write what it reads: whatever is wrong with it means that there is none. */
export interface ProviderDirectory {
  find(zone: string): Promise<Provider | undefined>;
}

/** Signs links with the private key of the deployment, which never leaves its key store. */
export interface LinkSigner {
  /** Returns the RS256 signature in base64. */
  sign(text: string): Promise<string>;
}

/** Keeps a template for as long as a person needs to open it, and returns its address. */
export interface TemplateStore {
  keep(template: string): Promise<string>;
}
