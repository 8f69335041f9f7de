import * as z from "zod";
import type { Collection } from "../store.ts";
import { member } from "./request-body.ts";
import type { ErrorType, Watch, WatchStatus } from "./watch.ts";

/** A key and a value, as AWS spells them. */
export const tagSchema = z.object({ Key: member, Value: member });

/** A key and a value that an identity carries. */
type Tag = z.output<typeof tagSchema>;

/** The SOA record that SES saw for the domain. */
export interface SoaRecord {
  readonly PrimaryNameServer: string;
  readonly AdminEmail: string;
  readonly SerialNumber: number;
}

/** What SES remembers of its looks at a domain's DKIM records. */
export interface VerificationInfo {
  readonly lastCheckedMs?: number;
  readonly lastSuccessMs?: number;
  /** The last error seen: it stays after a success. */
  readonly errorType?: ErrorType;
  readonly soaRecord?: SoaRecord;
}

/** Easy DKIM of a domain. */
export interface Dkim {
  readonly watch: Watch;
  readonly signingEnabled: boolean;
  readonly tokens: readonly string[];
  /** One key pair, published under all three tokens: SES keeps three only so that it can rotate them. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly keyGeneratedMs: number;
}

/** What to do with mail while the MAIL FROM domain's MX is not found. */
type BehaviorOnMxFailure = "USE_DEFAULT_VALUE" | "REJECT_MESSAGE";

/** A custom MAIL FROM domain. */
export interface MailFrom {
  readonly domain: string;
  readonly behavior: BehaviorOnMxFailure;
  readonly watch: Watch;
}

/** An e-mail identity, as it is stored. */
export interface Identity {
  readonly name: string;
  readonly verificationStatus: WatchStatus;
  readonly verificationInfo: VerificationInfo;
  readonly tags: readonly Tag[];
  /** Domains only. */
  readonly dkim?: Dkim;
  readonly mailFrom?: MailFrom;
  /** The one that its mail goes through if the sender names none. */
  readonly configurationSet?: string;
  /** Addresses only: false once their mail is not signed, though the domain's is. */
  readonly signsWithDomain?: boolean;
  /** False once bounces and complaints are not mailed to the Return-Path any more. */
  readonly forwardsFeedback?: boolean;
}

/** All identities of the account in this region, by name in lower case. */
export type Identities = Collection<Identity>;

/** The domain of an identity: itself, or what stands behind the @. */
export function domainOf(name: string): string {
  return name.slice(name.lastIndexOf("@") + 1);
}

/** The identities that cover `name`, nearest first: itself, its domain, each domain above. */
export function coveringIdentities(identities: Identities, name: string): Identity[] {
  const labels = domainOf(name).split(".");
  const domains = labels.map((_label, index) => labels.slice(index).join("."));
  return [...new Set([name, ...domains])].flatMap((candidate) => identities.get(candidate) ?? []);
}

/** True when mail may be sent from `name`: its own verification counts, and that of any domain above it. */
export function isVerifiedForSending(identities: Identities, name: string): boolean {
  return coveringIdentities(identities, name).some(
    ({ verificationStatus }) =>
      verificationStatus === "SUCCESS" || verificationStatus === "TEMPORARY_FAILURE",
  );
}
