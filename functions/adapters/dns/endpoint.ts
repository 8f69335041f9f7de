/** The address and port that a query is sent to. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}
