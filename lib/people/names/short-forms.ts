import "server-only";

/** A given name and the short forms that its bearers use. */
const families = `
michael mike mick; samuel sam; daniel dan danny; joseph joe; anthony tony; elizabeth liz beth eliza lisa; robert rob bob;
william will bill; james jim jimmy; john johnny jack; thomas tom; patrick pat; christopher chris; nicholas nick; peter pete;
benjamin ben; alexander alex; andrew andy; david dave; edward ed eddie; richard rick dick; stephen steve steven; matthew matt;
catherine kate cathy; margaret maggie; jennifer jenny; rebecca becky; susan sue; victoria vicky; francisco paco kiko;
jose pepe; eduardo edu; antonio tonio; roberto beto; guadalupe lupe; emmanuel manny emma; kwabena kobina; kwadwo kojo;
kwaku kweku; kofi; yaw yao; ibrahim brahim; mustafa mustapha; fatima fatimah fatma; aisha ayesha aishah; khadija khadijah
khadidja; yusuf youssef yousef yusef youssouf; uthman osman usman othman; zainab zeinab zaynab; sayed sayyid syed;
rashid rachid; sharif cherif; ahmad ahmed`;

const nameOfForm = new Map(
  families.split(";").flatMap((family) =>
    family
      .trim()
      .split(/\s+/)
      .map((form, _, [name]) => [form, name ?? form] as const),
  ),
);

/** What West African names begin or end with, and what is left away in daily use: Chukwuemeka is Emeka. */
const longBeginnings = /^(?:chukwu|chi|oluwa|olu|ola|ade|baba|onye|ife|nwa)(?=[a-z]{4})/;
const longEndings = /(?<=[a-z]{4})(?:chukwu|chi|oluwa|ayo)$/;

const leastLength = 4;

/** Whether one folded name is a usual short form of the other, by table or by what West African usage leaves away. */
export function isShortForm(a: string, b: string): boolean {
  return nameOf(a) === nameOf(b) || leftAway(a, b) || leftAway(b, a);
}

/** Other forms under which a folded name is looked for: what its short form is short for, and what is left of it. */
export function shortFormsOf(word: string): string[] {
  const left = [word.replace(longBeginnings, ""), word.replace(longEndings, "")];
  return [nameOf(word), ...left.filter((form) => form.length >= leastLength)].filter((form) => form !== word);
}

function nameOf(form: string): string {
  return nameOfForm.get(form) ?? form;
}

function leftAway(long: string, short: string): boolean {
  if (short.length < leastLength) return false;
  return long.replace(longBeginnings, "") === short || long.replace(longEndings, "") === short;
}
