import type * as z from "zod";
import type { Collection } from "../store.ts";
import type { tagSchema } from "./identity.ts";

/** A resource that a tenant may send with, and the time since when. */
interface Association {
  readonly arn: string;
  readonly atMs: number;
}

/** A stored tenant. */
export interface Tenant {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly tags: ReadonlyArray<z.output<typeof tagSchema>>;
  readonly resources: readonly Association[];
  /** The ARN of its reputation policy. */
  readonly policy: string;
  readonly suppression: {
    readonly SuppressionScope: "ACCOUNT" | "TENANT";
    readonly SuppressedReasons: readonly ("BOUNCE" | "COMPLAINT")[];
  };
}

/** All tenants of the account in this region, by name. */
export type Tenants = Collection<Tenant>;
