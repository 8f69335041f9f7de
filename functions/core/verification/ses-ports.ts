import type { IdentitySettings } from "#core/onboarding/identity-settings";
import type { IdentityStatus, RestartWay } from "#core/onboarding/onboarding";

/** The answer of SES when an identity is made or found. */
export interface CreatedIdentity {
  readonly dkimTokens: readonly string[];
  readonly signingHostedZone: string;
  /** An identity that existed already may be verified, and have a MAIL FROM domain. */
  readonly status: IdentityStatus;
  /** The configuration set of the identity after the call. */
  readonly configurationSet?: string;
}

/** Creates SES identities, never two for one onboarding. */
export interface IdentityMaker {
  /**
   * Returns `"taken"` if the account has the identity already without our owner tag, and `"left-by-another"` if the identity
   * was made for another owner. `takesOver` moves it to this owner, who must have proved control of the domain.
   */
  make(
    identity: string,
    tags: {
      onboardingId: string;
      owner: string;
      project: string;
      /** Not a tag, but set in the same call, which saves one. */
      configurationSet?: string | undefined;
    },
    takesOver?: boolean,
  ): Promise<CreatedIdentity | "taken" | "left-by-another">;
}

/** Reads the SES status of an identity. */
export interface IdentityReader {
  /** `undefined` if SES does not know it. */
  read(identity: string): Promise<IdentityStatus | undefined>;
}

/** Finds the e-mail-address identities of a domain, whose settings override the domain's for mail from that address. */
export interface AddressIdentities {
  /** Lists those at the domain and below it, in one call to SES. */
  below(domain: string): Promise<readonly string[]>;
}

/** Sets the MAIL FROM domain of an identity. */
export interface MailFromSetter {
  set(identity: string, mailFrom: string): Promise<void>;
}

/** Switches the DKIM signing of an identity on. */
export interface DkimSigner {
  enable(identity: string): Promise<void>;
}

/** The status and tokens of DKIM after a restart. */
export type RestartedDkim = Pick<IdentityStatus, "dkim"> & { readonly tokens: readonly string[] };

/** Restarts Easy DKIM after SES gave it up. */
export interface DkimRestarter {
  /** `"refused"` if SES does not restart in this way. */
  restart(identity: string, way: Exclude<RestartWay, "recreate">): Promise<RestartedDkim | "refused">;
}

/** Deletes an identity and makes it again with its settings. */
export interface IdentityRecreator {
  /** `"refused"` if it has a setting that could not be restored. */
  identitySettings(identity: string): Promise<IdentitySettings | "refused">;
  /** Finishes a recreation that died half-way; never deletes an identity whose records SES still checks. */
  recreate(identity: string, identitySettings: IdentitySettings): Promise<RestartedDkim>;
}

/** Deletes unused SES identities. */
export interface IdentityReleaser {
  /** Returns the owner tag, and whether SES ever found the records; `undefined` if SES does not know the identity. */
  find(
    identity: string,
  ): Promise<{ readonly owner: string | undefined; readonly isVerified: boolean } | undefined>;
  release(identity: string): Promise<void>;
}

/** Hands out the times at which this account may call SES's control plane. */
export interface SesBudget {
  /** Takes the next free slot: epoch milliseconds, now or later. */
  take(nowMs: number): Promise<number>;
}
