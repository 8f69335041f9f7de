import type { IdentitySettings, IdentityStatus, RestartWay } from "#core/onboarding/onboarding";

/** What SES says when an identity is made or found. */
export interface CreatedIdentity {
  readonly dkimTokens: readonly string[];
  readonly signingHostedZone: string;
  /** An identity that existed already may be verified, and have a MAIL FROM domain. */
  readonly status: IdentityStatus;
  /** The one that it has from now on. */
  readonly configurationSet?: string;
}

/** Makes SES identities, never two for one onboarding. */
export interface IdentityMaker {
  /**
   * `"taken"`: the account holds it already, and it is none of ours. `"left-by-another"`: it was made for another owner,
   * whose it stays unless `takesOver` says that this one has proved control of the domain.
   */
  make(
    identity: string,
    tags: {
      onboardingId: string;
      owner: string;
      project: string;
      /** No tag, but given to SES in the same call, which saves one. */
      configurationSet?: string | undefined;
    },
    takesOver?: boolean,
  ): Promise<CreatedIdentity | "taken" | "left-by-another">;
}

/** Reads what SES says of an identity. */
export interface IdentityReader {
  /** `undefined` if SES does not know it. */
  read(identity: string): Promise<IdentityStatus | undefined>;
}

/** Sets the MAIL FROM domain of an identity. */
export interface MailFromSetter {
  set(identity: string, mailFrom: string): Promise<void>;
}

/** What SES says of DKIM that was begun anew. */
export type RestartedDkim = Pick<IdentityStatus, "dkim"> & { readonly tokens: readonly string[] };

/** Begins Easy DKIM anew after SES gave it up. */
export interface DkimRestarter {
  /** `"refused"` if SES does not begin anew in this way. */
  restart(identity: string, way: Exclude<RestartWay, "recreate">): Promise<RestartedDkim | "refused">;
}

/** Deletes an identity and makes it anew, with all that it had. */
export interface IdentityRecreator {
  /** `"refused"` if it has something that could not be given back. */
  identitySettings(identity: string): Promise<IdentitySettings | "refused">;
  /** What was begun and not finished is finished; an identity that SES still looks for is never deleted. */
  recreate(identity: string, identitySettings: IdentitySettings): Promise<RestartedDkim>;
}

/** Deletes SES identities that nobody can have any use for. */
export interface IdentityReleaser {
  /** Whom it was made for, and whether SES ever found its records; `undefined` if SES does not know it. */
  look(
    identity: string,
  ): Promise<{ readonly owner: string | undefined; readonly isVerified: boolean } | undefined>;
  release(identity: string): Promise<void>;
}

/** Hands out the times at which this account may call SES's control plane. */
export interface SesBudget {
  /** Takes the next free slot: epoch milliseconds, now or later. */
  take(nowMs: number): Promise<number>;
}
