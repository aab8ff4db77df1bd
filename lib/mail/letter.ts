import { createTranslator } from "use-intl/core";
import { english } from "@/lib/core/messages";
import type { LetterKind } from "@/lib/mail/schema";

export type Letter = { subject: string; text: string; html: string };

/** The words of a letter: the same for everybody, whoever they are. `link` is a whole address. */
export function letterOf(kind: LetterKind, link: string): Letter {
  const t = createTranslator({ locale: "en", messages: english });
  const product = t("shell.productName");
  const subject = t(`mail.subject.${kind}`, { product });
  const body = t(`mail.body.${kind}`, { product });
  const rest = [t("mail.unexpected"), t("mail.noReply")];
  return {
    subject,
    text: [body, link, ...rest, ""].join("\n\n"),
    html: pageOf(subject, [
      `<p>${escaped(body)}</p>`,
      `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`,
      ...rest.map((line) => `<p>${escaped(line)}</p>`),
    ]),
  };
}

function pageOf(title: string, paragraphs: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
${paragraphs.join("\n")}
</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
