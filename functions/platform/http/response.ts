import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What the logic answers. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;
