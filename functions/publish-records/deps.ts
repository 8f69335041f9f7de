import type { Brands } from "#core/brand/brand";
import type { ExecutionResumer } from "#core/onboarding/executions";
import type { LinkSigner, TemplateStore } from "#core/publication/ports";
import type { SurveyPorts } from "#core/publication/survey";
import type { Table } from "#core/table";

/** The ports and settings of publish-records. */
export interface PublishDeps {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readonly signer: LinkSigner;
  readonly templates: TemplateStore;
  readonly publication: SurveyPorts;
  readBrands(): Promise<Brands>;
  readKeys(): Promise<string[]>;
  /** The base of set-up links; empty to use the request's host. */
  readonly publicUrl: string;
}
