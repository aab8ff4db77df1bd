import packageJson from "@/package.json";

/** Version of the running program, as written into every audit event. */
export const appVersion: string = packageJson.version;
