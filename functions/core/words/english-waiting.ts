/** The texts of the button that keeps a set-up open, in English. */
export const ENGLISH_WAITING = {
  extend: {
    text: "Do you need more time?",
    label: "Keep it open for 30 more days",
  },
};
