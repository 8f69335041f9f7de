import type { Brands } from "#core/brand/brand";
import type { ExecutionResumer } from "#core/onboarding/executions";
import type { LinkSigner } from "#core/publication/ports";
import type { Table } from "#core/table";
import type { PublicationPorts } from "#core/verification/note-publication";

/** The ports and settings of publish-records. */
export interface PublishDeps {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readonly signer: LinkSigner;
  /** Absent if the deployer did not ask for Domain Connect. */
  readonly publication: PublicationPorts | undefined;
  readBrands(): Promise<Brands>;
  readKeys(): Promise<string[]>;
  /** The base of set-up links; empty for the host of the request. */
  readonly publicUrl: string;
}
