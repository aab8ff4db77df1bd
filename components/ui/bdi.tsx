import type { ReactNode } from "react";

/**
 * Text as a person wrote it: keeps its own direction inside any page and is read out in its own language. Use
 * `dir="ltr"` for codes, phone numbers and dates.
 */
export function Bdi({
  lang,
  dir = "auto",
  children,
}: {
  lang?: string;
  dir?: "auto" | "ltr";
  children: ReactNode;
}) {
  return (
    <bdi dir={dir} lang={lang} className="wrap-anywhere">
      {children}
    </bdi>
  );
}
