/**
 * True if SES refuses a call because it has no such identity. The MAIL FROM and feedback calls then answer
 * BadRequest, and all others NotFound.
 */
export function isIdentityMissing(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error.name === "NotFoundException") return true;
  return error.name === "BadRequestException" && MISSING.test(error.message);
}

/**
 * SES's messages for a missing identity, which AWS does not document; BadRequest answers with other messages
 * have other causes.
 */
const MISSING = /\bdoes not exist\b|^Identity \S+ is invalid\. Must be a verified email address or domain/;
