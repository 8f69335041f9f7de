import type { XmlTree } from "../aws/query-protocol.ts";
import type { Account } from "./account.ts";

/** One operation of the API of 2010: form to result. */
export type QueryOperation = (account: Account, form: URLSearchParams) => XmlTree;
