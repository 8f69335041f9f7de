/** True for text in the form of an onboarding id: `onb_` and a ULID. */
export function isOnboardingId(text: string): boolean {
  return /^onb_[0-9A-HJKMNP-TV-Z]{26}$/.test(text);
}
