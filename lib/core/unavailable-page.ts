import { english } from "@/lib/core/messages";

const { exit, unavailable } = english.shell;
const { title, body, again } = unavailable;

/**
 * What a page shows while the database cannot be reached: no script, no style sheet of Next's, nothing to wait for. The
 * way out works without a database.
 */
export const unavailablePage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title></head>
<body><p><a href="/api/leave" rel="noreferrer">${exit}</a></p>
<main><h1>${title}</h1><p>${body}</p><p><a href="">${again}</a></p></main></body></html>
`;
