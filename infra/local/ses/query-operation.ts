import type { XmlTree } from "../aws/query-protocol.ts";
import type { Account } from "./account.ts";

/** An operation of the query API of 2010; it turns the request's form into the result. */
export type QueryOperation = (account: Account, form: URLSearchParams) => XmlTree;
