/** Generates the database client when the schema has changed since. */
export function generateClient(options?: { quiet?: boolean }): Promise<void>;

/** Brings a database to this checkout's schema. */
export function deployMigrations(ownerUrl: string): Promise<void>;

/** Whether the migrations make exactly what the schema describes; code 2 when not. */
export function checkDrift(
  ownerUrl: string,
  schema?: string,
): Promise<{ code: number; signal: string | null; output: string }>;
