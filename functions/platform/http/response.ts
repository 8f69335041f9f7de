import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** An HTTP response as API Gateway takes it. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;
