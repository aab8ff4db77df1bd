// The launcher is plain JavaScript, since it runs before anything is installed. Its tests are TypeScript like all others.
declare module "*.mjs";
