import type { IdentitySettings } from "#core/onboarding/identity-settings";
import type { IdentityStatus, RestartWay } from "#core/onboarding/onboarding";

/** The answer of SES after an identity was created or found. */
export interface CreatedIdentity {
  readonly dkimTokens: readonly string[];
  readonly signingHostedZone: string;
  /** An identity that existed before may be verified already, and may have a MAIL FROM domain. */
  readonly status: IdentityStatus;
  /** The configuration set of the identity after the call. */
  readonly configurationSet?: string;
}

/** Creates SES identities; an onboarding never gets two. */
export interface IdentityMaker {
  /**
   * Creates the identity, or finds an existing one. Returns `"taken"` if the account has it without our owner
   * tag, and `"left-by-another"` if it was made for another owner. `takesOver` moves it to this owner, who
   * must have proved control of the domain.
   */
  make(
    identity: string,
    tags: {
      onboardingId: string;
      owner: string;
      project: string;
      /** This is no tag, but setting it in the same call saves one call. */
      configurationSet?: string | undefined;
    },
    takesOver?: boolean,
  ): Promise<CreatedIdentity | "taken" | "left-by-another">;
}

/** Reads the SES status of an identity. */
export interface IdentityReader {
  /** Returns `undefined` if SES does not know the identity. */
  read(identity: string): Promise<IdentityStatus | undefined>;
}

/** Finds the e-mail-address identities of a domain, whose settings override the domain's for mail from that address. */
export interface AddressIdentities {
  /** Lists the identities at the domain and below it, in one call to SES. */
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

/** Restarts Easy DKIM after SES has stopped checking the records. */
export interface DkimRestarter {
  /** Returns `"refused"` if SES does not restart DKIM in this way. */
  restart(identity: string, way: Exclude<RestartWay, "recreate">): Promise<RestartedDkim | "refused">;
}

/** Deletes an identity and recreates it with its settings. */
export interface IdentityRecreator {
  /** Returns `"refused"` if the identity has a setting that could not be restored. */
  identitySettings(identity: string): Promise<IdentitySettings | "refused">;
  /**
   * Recreates the identity, or finishes an interrupted recreation; never deletes an identity whose records
   * SES still checks.
   */
  recreate(identity: string, identitySettings: IdentitySettings): Promise<RestartedDkim>;
}

/** Deletes unused SES identities. */
export interface IdentityReleaser {
  /**
   * Returns the owner tag, and whether SES ever verified the identity; `undefined` if SES does not know it.
   */
  find(
    identity: string,
  ): Promise<{ readonly owner: string | undefined; readonly isVerified: boolean } | undefined>;
  release(identity: string): Promise<void>;
}

/** Assigns the times at which this account may call SES's control plane. */
export interface SesBudget {
  /** Takes the next free slot and returns its time in epoch milliseconds, which is now or later. */
  take(nowMs: number): Promise<number>;
}
