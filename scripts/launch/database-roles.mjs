/** The roles of the database: their names, whom they stand for in a sentence, and the variables with their addresses. */
export const DATABASE_ROLES = {
  owner: { variable: "DATABASE_OWNER_URL", who: "the role that owns the database" },
  app: { name: "onward_app", variable: "DATABASE_URL", who: "the role onward_app, which serves" },
  auth: { name: "onward_auth", variable: "DATABASE_AUTH_URL", who: "the role onward_auth, which signs in" },
  worker: {
    name: "onward_worker",
    variable: "DATABASE_WORKER_URL",
    who: "the role onward_worker, which works in the background",
  },
};

/** The roles that serve, each bound by row-level security. */
export const SERVING_ROLES = ["app", "auth", "worker"];

/** What each program connects as, and so which addresses it may know. */
export const ROLES_OF_PROGRAMS = {
  web: ["app", "auth"],
  worker: ["worker"],
  admin: ["owner"],
  "keys-rotate": ["worker"],
  token: ["owner"],
  "audit-verify": ["owner"],
  "audit-prove": ["owner"],
};

/** The environment variables with the addresses of these roles. */
export function addressesOf(urls, roles) {
  return Object.fromEntries(roles.map((role) => [DATABASE_ROLES[role].variable, urls[role]]));
}
