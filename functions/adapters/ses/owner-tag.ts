/** The tag with the owner that an identity was made for. */
export const OWNER_TAG = "sendworthy:owner";
