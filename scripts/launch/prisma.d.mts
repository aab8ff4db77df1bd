/** Brings a database to this checkout's schema. */
export function deployMigrations(ownerUrl: string): Promise<void>;
