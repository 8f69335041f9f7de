import * as z from "zod";
import type { Collection } from "../store.ts";
import { member } from "./request-body.ts";
import type { ErrorType, Watch, WatchStatus } from "./watch.ts";

/** The schema of a tag in AWS's spelling. */
export const tagSchema = z.object({ Key: member, Value: member });

/** A tag of an identity. */
type Tag = z.output<typeof tagSchema>;

/** The SOA record that SES saw for the domain. */
export interface SoaRecord {
  readonly PrimaryNameServer: string;
  readonly AdminEmail: string;
  readonly SerialNumber: number;
}

/** The results of SES's checks of a domain's DKIM records. */
export interface VerificationInfo {
  readonly lastCheckedMs?: number;
  readonly lastSuccessMs?: number;
  /** The error of the last failed check; a later success does not remove it. */
  readonly errorType?: ErrorType;
  readonly soaRecord?: SoaRecord;
}

/** Easy DKIM of a domain. */
export interface Dkim {
  readonly watch: Watch;
  readonly signingEnabled: boolean;
  readonly tokens: readonly string[];
  /** One key pair is published under all three tokens; SES uses three only so that it can rotate keys. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly keyGeneratedMs: number;
}

/** The treatment of mail while the MAIL FROM domain's MX record is not found. */
type BehaviorOnMxFailure = "USE_DEFAULT_VALUE" | "REJECT_MESSAGE";

/** A custom MAIL FROM domain. */
export interface MailFrom {
  readonly domain: string;
  readonly behavior: BehaviorOnMxFailure;
  readonly watch: Watch;
}

/** A stored e-mail identity. */
export interface Identity {
  readonly name: string;
  readonly verificationStatus: WatchStatus;
  readonly verificationInfo: VerificationInfo;
  readonly tags: readonly Tag[];
  /** Only for domains. */
  readonly dkim?: Dkim;
  readonly mailFrom?: MailFrom;
  /** The default configuration set for mail whose sender names none. */
  readonly configurationSet?: string;
  /** Only for addresses: false if mail from the address is not signed with its domain's key. */
  readonly signsWithDomain?: boolean;
  /** False if SES does not mail bounces and complaints to the Return-Path. */
  readonly forwardsFeedback?: boolean;
}

/** All identities of the account in this region, by name in lower case. */
export type Identities = Collection<Identity>;

/** Returns the domain of an identity: the identity itself, or the part of its address after the @. */
export function domainOf(name: string): string {
  return name.slice(name.lastIndexOf("@") + 1);
}

/** Returns the identities that cover `name`, nearest first: itself, its domain, each parent domain. */
export function coveringIdentities(identities: Identities, name: string): Identity[] {
  const labels = domainOf(name).split(".");
  const domains = labels.map((_label, index) => labels.slice(index).join("."));
  return [...new Set([name, ...domains])].flatMap((candidate) => identities.get(candidate) ?? []);
}

/** Returns whether SES sends mail from `name`; the verification of any parent domain counts too. */
export function isVerifiedForSending(identities: Identities, name: string): boolean {
  return coveringIdentities(identities, name).some(
    ({ verificationStatus }) =>
      verificationStatus === "SUCCESS" || verificationStatus === "TEMPORARY_FAILURE",
  );
}
