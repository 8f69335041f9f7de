/** The address and port of a query's destination. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}
