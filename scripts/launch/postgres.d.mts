export interface RunningPostgres {
  /** Superuser, database `postgres`. */
  superUrl: string;
  /** The role that owns databases and migrates. */
  ownerUrl(database: string): string;
  /** The restricted role that serves. */
  appUrl(database: string): string;
  /** The role that reaches the functions of sign-in and no table. */
  authUrl(database: string): string;
  /** The role of the program itself. */
  workerUrl(database: string): string;
  /** All four, by the short name of the role. */
  urls(database: string): { owner: string; app: string; auth: string; worker: string };
  port: number;
  pid: number;
  dataDir: string;
  isRunning(): boolean;
  stop(options?: { within?: number }): Promise<void>;
}

export function startPostgres(options: {
  dataDir: string;
  port?: number;
  durable?: boolean;
  passwords?: { super: string; owner: string; app: string; auth: string; worker: string };
  logFile?: string;
}): Promise<RunningPostgres>;

export function stopPostgres(dataDir: string, options?: { within?: number }): Promise<void>;

export function running(dataDir: string): { pid: number; port: number } | undefined;
