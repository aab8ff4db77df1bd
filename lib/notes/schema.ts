export const noteKinds = ["talk", "call", "message", "visit", "observation", "other"] as const;
