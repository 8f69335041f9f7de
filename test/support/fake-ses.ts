import { IdentityMissingError } from "#core/errors";
import type { IdentitySettings } from "#core/onboarding/identity-settings";
import type { IdentityStatus } from "#core/onboarding/onboarding";
import type {
  DkimRestarter,
  DkimSigner,
  IdentityMaker,
  IdentityReader,
  IdentityRecreator,
  IdentityReleaser,
  MailFromSetter,
  SesBudget,
} from "#core/verification/ses-ports";
import { MADE } from "./stages.ts";

/** SES's control plane in memory, with a log of its calls and with injected failures. */
export interface FakeSes
  extends IdentityMaker,
    IdentityReader,
    MailFromSetter,
    DkimRestarter,
    DkimSigner,
    IdentityRecreator,
    IdentityReleaser {
  readonly calls: string[];
  /**
   * SES's status of each identity, which a test may change; an identity without an owner was not made by
   * Sendworthy.
   */
  readonly identities: Map<string, IdentityStatus & { owner: string }>;
  /** The result of the next restart of DKIM; by default the tokens stay. */
  restarts: { tokens?: readonly string[]; dkim?: IdentityStatus["dkim"] } | "refused";
  /** The settings of an identity. */
  belongs: IdentitySettings | "refused";
  /** Makes the next call throw this error. */
  failNext(error: Error): void;
  /** Sets all three statuses to SUCCESS. */
  verify(identity: string): void;
}

/** Makes an SES without identities. */
export function fakeSes(): FakeSes {
  const calls: string[] = [];
  const identities: FakeSes["identities"] = new Map();
  let incident: Error | undefined;
  const note = (call: string): void => {
    calls.push(call);
    const error = incident;
    incident = undefined;
    if (error !== undefined) throw error;
  };
  return {
    calls,
    identities,
    restarts: {},
    belongs: { tags: [], tenants: [] },
    failNext: (error) => {
      incident = error;
    },
    verify(identity) {
      const known = identities.get(identity);
      if (known === undefined) throw new Error(`SES does not know ${identity}`);
      const mailFrom = known.mailFromDomain === undefined ? {} : { mailFrom: "SUCCESS" as const };
      identities.set(identity, { ...known, verification: "SUCCESS", dkim: "SUCCESS", ...mailFrom });
    },
    async make(identity, { owner, configurationSet }, takesOver) {
      note(`make ${identity}${configurationSet === undefined ? "" : ` with ${configurationSet}`}`);
      const known = identities.get(identity);
      if (known !== undefined) {
        const { owner: holder, ...status } = known;
        if (holder === "") return "taken";
        if (holder !== owner && !takesOver) return "left-by-another";
        identities.set(identity, { ...known, owner });
        return { ...MADE, status };
      }
      identities.set(identity, { owner, verification: "PENDING", dkim: "PENDING" });
      return { ...MADE, ...(configurationSet !== undefined && { configurationSet }) };
    },
    async read(identity) {
      note(`read ${identity}`);
      const known = identities.get(identity);
      if (known === undefined) return undefined;
      const { owner: _owner, ...status } = known;
      return status;
    },
    async set(identity, mailFrom) {
      note(`set-mail-from ${identity} ${mailFrom}`);
      const known = identities.get(identity);
      if (known === undefined) throw new IdentityMissingError(identity);
      identities.set(identity, { ...known, mailFromDomain: mailFrom, mailFrom: "PENDING" });
    },
    async enable(identity) {
      note(`enable-signing ${identity}`);
      const known = identities.get(identity);
      if (known === undefined) throw new IdentityMissingError(identity);
      const { signingOff: _was, ...signing } = known;
      identities.set(identity, signing);
    },
    async find(identity) {
      note(`look ${identity}`);
      const known = identities.get(identity);
      return known && { owner: known.owner, isVerified: known.dkim === "SUCCESS" };
    },
    async release(identity) {
      note(`delete ${identity}`);
      identities.delete(identity);
    },
    async identitySettings(identity) {
      note(`belongings ${identity}`);
      return this.belongs;
    },
    async recreate(identity) {
      note(`recreate ${identity}`);
      const { owner = "" } = identities.get(identity) ?? {};
      const { tokens = MADE.dkimTokens } = this.restarts === "refused" ? {} : this.restarts;
      identities.set(identity, { owner, verification: "PENDING", dkim: "PENDING", tokens: [...tokens] });
      return { dkim: "PENDING", tokens };
    },
    async restart(identity, way) {
      note(`restart-dkim ${way} ${identity}`);
      const known = identities.get(identity);
      if (known === undefined || this.restarts === "refused") return "refused";
      const { tokens = known.tokens ?? MADE.dkimTokens, dkim = "PENDING" } = this.restarts;
      identities.set(identity, { ...known, dkim, tokens: [...tokens] });
      return { dkim, tokens };
    },
  };
}

/** Makes a budget that assigns slots `slotMilliseconds` apart; with 0 no caller waits. */
export function fakeBudget(slotMilliseconds = 0): SesBudget & { readonly taken: number[] } {
  const taken: number[] = [];
  let nextSlotAt = 0;
  return {
    taken,
    async take(nowMs) {
      const slot = Math.max(nextSlotAt, nowMs);
      nextSlotAt = slot + slotMilliseconds;
      taken.push(slot);
      return slot;
    },
  };
}
