/**
 * True if SES refuses a call because it has no such identity. The MAIL FROM and feedback calls answer BadRequest for that,
 * all others NotFound.
 */
export function isIdentityMissing(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error.name === "NotFoundException") return true;
  return error.name === "BadRequestException" && MISSING.test(error.message);
}

/** The sentences of SES for it, which AWS does not document: other BadRequest answers are other faults. */
const MISSING = /\bdoes not exist\b|^Identity \S+ is invalid\. Must be a verified email address or domain/;
