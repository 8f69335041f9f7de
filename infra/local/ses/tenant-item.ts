import type * as z from "zod";
import type { Collection } from "../store.ts";
import type { tagSchema } from "./identity.ts";

/** A resource with which a tenant may send, and since when. */
interface Association {
  readonly arn: string;
  readonly atMs: number;
}

/** Whether a tenant may send. */
export type SendingStatus = "ENABLED" | "DISABLED" | "REINSTATED";

/** A stored tenant. */
export interface Tenant {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly tags: ReadonlyArray<z.output<typeof tagSchema>>;
  readonly resources: readonly Association[];
  /** The customer-managed status; absent until it is set. */
  readonly ownStatus?: { readonly status: SendingStatus; readonly atMs: number };
  /** The ARN of its reputation policy. */
  readonly policy: string;
  readonly suppression: {
    readonly SuppressionScope: "ACCOUNT" | "TENANT";
    readonly SuppressedReasons: readonly ("BOUNCE" | "COMPLAINT")[];
  };
}

/** All tenants of the account in this region, by name. */
export type Tenants = Collection<Tenant>;
