import { generateSync } from "otplib";
import { demoAccounts } from "./demo.mjs";
import { homeFolder } from "./home.mjs";
import { Refusal } from "./refusal.mjs";

const period = 30;

/** Prints the codes that the demo accounts' authenticator apps would show now, or the one of the e-mail address given. */
export async function main([email]) {
  const accounts = demoAccounts(homeFolder(process.env)).filter(({ totpSecret }) => totpSecret);
  if (accounts.length === 0)
    throw new Refusal("There are no demo accounts here: npm start makes them, unless ONWARD_DEMO=0.");
  const chosen = email ? accounts.filter((account) => account.email === email) : accounts;
  if (chosen.length === 0)
    throw new Refusal(`No demo account has the e-mail address ${email}: npm run code lists them all.`);
  for (const line of codeLines(chosen, Math.floor(Date.now() / 1000))) process.stdout.write(`${line}\n`);
  return 0;
}

/** One line an account, and how long the codes last; `at` is in seconds. A code works once. */
export function codeLines(accounts, at) {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  const lines = accounts.map(
    ({ email, totpSecret }) => `${email.padEnd(width)}  ${generateSync({ secret: totpSecret, epoch: at })}`,
  );
  return [...lines, `Each works once. New ones in ${period - (at % period)} seconds.`];
}
