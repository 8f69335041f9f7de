/** The tag that says for whom an identity was made. */
export const OWNER_TAG = "sendworthy:owner";
