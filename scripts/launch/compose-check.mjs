/** The addresses of the database that each program may know. */
const SECRETS_OF = {
  app: ["database_url", "database_auth_url"],
  worker: ["database_worker_url"],
  migrate: ["database_owner_url"],
};

/** What is wrong with a parsed docker-compose.yml and a Dockerfile's text, as sentences; none when all promises hold. */
export function faultsIn(compose, dockerfile) {
  const { services = {}, secrets = {}, networks = {} } = compose;
  const missing = ["db", "migrate", "app", "worker"].filter((name) => !services[name]);
  if (missing.length > 0) return missing.map((name) => `service ${name} is missing`);
  return [
    ...Object.entries(services).flatMap(([name, service]) =>
      faultsOfService(name, service).map((fault) => `${name} ${fault}`),
    ),
    ...faultsOfDatabase(services.db, networks).map((fault) => `db ${fault}`),
    ...faultsOfPrograms(services),
    ...Object.entries(secrets)
      .filter(([, secret]) => !secret.file)
      .map(([name]) => `secret ${name} is no file`),
    ...faultsOfDockerfile(dockerfile).map((fault) => `Dockerfile ${fault}`),
  ];
}

function faultsOfService(name, service) {
  const oneShot = name === "migrate";
  const secret = /password|secret|key|url/i;
  const plain = Object.entries(service.environment ?? {}).filter(
    ([variable, value]) => secret.test(variable) && !variable.endsWith("_FILE") && value,
  );
  return [
    (!service.user || /^(root|0)(:|$)/.test(String(service.user))) && "may run as root",
    service.read_only !== true && "has a writable file system",
    !service.cap_drop?.includes("ALL") && "keeps capabilities",
    Boolean(service.cap_add) && "adds capabilities",
    Boolean(service.privileged) && "is privileged",
    !service.security_opt?.some((option) => /^no-new-privileges:true$/.test(option)) && "may gain privileges",
    !oneShot && !service.healthcheck?.test && "has no health check",
    oneShot && service.restart !== "no" && "starts again and again",
    !oneShot && service.restart !== "unless-stopped" && "does not start again",
    ...plain.map(([variable]) => `has ${variable} in its environment instead of a file`),
    ...filesWithoutSecret(service).map((variable) => `reads ${variable} from a secret it is not given`),
  ].filter(Boolean);
}

function filesWithoutSecret(service) {
  return Object.entries(service.environment ?? {})
    .filter(
      ([variable, path]) =>
        variable.endsWith("_FILE") && !service.secrets?.includes(path.replace("/run/secrets/", "")),
    )
    .map(([variable]) => variable);
}

function faultsOfDatabase(db, networks) {
  const networkNames = db.networks ?? ["default"];
  const settings = db.command?.join(" ") ?? "";
  return [
    !/^postgres:18(\.|-|$)/.test(db.image ?? "") && "is not postgres:18",
    Boolean(db.ports) && "publishes a port",
    !networkNames.every((name) => networks[name]?.internal === true) &&
      "is on a network that reaches outside",
    !/--locale-provider=builtin --builtin-locale=C\.UTF-8/.test(db.environment?.POSTGRES_INITDB_ARGS ?? "") &&
      "has a locale without trigrams in every script",
    !/log_statement=none/.test(settings) && "may log statements",
    !/log_parameter_max_length_on_error=0/.test(settings) && "may log parameters",
  ].filter(Boolean);
}

function faultsOfPrograms({ app, worker, migrate }) {
  const waits = (service, name, condition) => service.depends_on?.[name]?.condition === condition;
  const strange = (service, name) =>
    (service.secrets ?? [])
      .filter((secret) => /^database_/.test(secret) && !SECRETS_OF[name].includes(secret))
      .map((secret) => `${name} is given ${secret}, which is another role's`);
  return [
    !app.ports?.length && "app has no port",
    !app.ports?.every((port) => /^127\.0\.0\.1:/.test(String(port))) && "app is published to other machines",
    Boolean(worker.ports) && "worker publishes a port",
    ...strange(app, "app"),
    ...strange(worker, "worker"),
    ...strange(migrate, "migrate"),
    !waits(migrate, "db", "service_healthy") && "migrate does not wait for the database",
    !waits(app, "migrate", "service_completed_successfully") && "app does not wait for the migrations",
    !waits(worker, "migrate", "service_completed_successfully") && "worker does not wait for the migrations",
  ].filter(Boolean);
}

function faultsOfDockerfile(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const user = last.filter((line) => line.startsWith("USER ")).at(-1);
  const bases = lines.filter((line) => line.startsWith("FROM "));
  return [
    !bases.every((line) => /^FROM node:24([.-]|\s|$)/.test(line)) && "does not build on node:24",
    (!user || /USER (root|0)\b/.test(user)) && "runs as root",
    !last.some((line) => line.startsWith("HEALTHCHECK ")) && "has no health check",
    !last.some((line) => /^ENV .*NODE_ENV=production/.test(line)) && "does not say NODE_ENV=production",
    lines.some((line) => /^(ENV|ARG) .*(PASSWORD|SECRET|KEY|DATABASE_URL)/.test(line)) && "holds a secret",
    last.some((line) => /^COPY .*--chown=node/.test(line)) && "lets the program change its own code",
    !lines.some((line) => /npm ci\b/.test(line)) && "does not install from the lockfile",
  ].filter(Boolean);
}
