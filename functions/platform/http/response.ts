import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** An HTTP response in the form that API Gateway accepts. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;
