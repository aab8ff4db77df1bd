import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Menu } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Me } from "@/lib/users/schema";
import { SignOut } from "./sign-out";
import type { Theme } from "./theme";
import { ThemeMenu } from "./theme-menu";

type Props = { me: Me; more: readonly { href: string; label: string }[]; theme: Theme };

/** Behind the name of who is signed in: their role, their own page, pages needed rarely, colours, the way out. */
export async function UserMenu({ me, more, theme }: Props) {
  const [t, role] = await Promise.all([getTranslations("shell"), getTranslations("users.role")]);
  return (
    <Menu
      label={
        <>
          <VisuallyHidden>{t("menu.label")} </VisuallyHidden>
          <Bdi>{me.displayName}</Bdi>
        </>
      }
    >
      <p className="px-3 py-1.5 text-sm text-ink-2">
        {role(me.role)} · <Bdi>{me.organisation}</Bdi>
      </p>
      <Link href="/me" prefetch={false}>
        {t("menu.me")}
      </Link>
      {more.map(({ href, label }) => (
        <Link key={href} href={href} prefetch={false}>
          {label}
        </Link>
      ))}
      <ThemeMenu
        initial={theme}
        legend={t("theme.legend")}
        words={{ system: t("theme.system"), light: t("theme.light"), dark: t("theme.dark") }}
      />
      <SignOut
        userId={me.userId}
        words={{ label: t("signOut"), busy: t("menu.signingOut"), failed: t("menu.signOutFailed") }}
      />
    </Menu>
  );
}
