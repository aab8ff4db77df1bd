import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { buttonClasses } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { type Column, Table } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import type { Account } from "@/lib/users/schema";
import { AccountStatus } from "./account-status";
import { EndSessions } from "./end-sessions";
import { FactorWords } from "./factor-words";
import { Places } from "./places";

type Props = { accounts: readonly Account[]; ownId: string };

/** Accounts, one a row; of their cases only the number. */
export async function StaffTable({ accounts, ownId }: Props) {
  const [t, locale] = await Promise.all([getTranslations("users"), getLocale()]);
  const columns: Column<Account>[] = [
    { key: "name", label: t("staff.name"), lead: true, cell: (account) => <Name account={account} /> },
    { key: "role", label: t("staff.role"), cell: (account) => <RoleOf account={account} /> },
    { key: "status", label: t("staff.status"), cell: (account) => <StatusOf account={account} /> },
    { key: "factor", label: t("staff.factor"), cell: ({ factors }) => <FactorWords factors={factors} /> },
    {
      key: "seen",
      label: t("staff.lastSeen"),
      cell: ({ lastSeen }) =>
        lastSeen ? <Bdi dir="ltr">{formatDateTime(new Date(lastSeen), locale)}</Bdi> : t("staff.never"),
    },
    {
      key: "sessions",
      label: t("staff.devices"),
      numeric: true,
      cell: ({ openSessions }) => openSessions,
    },
    { key: "cases", label: t("staff.openCases"), numeric: true, cell: ({ openCases }) => openCases },
    {
      key: "action",
      label: t("staff.action"),
      cell: (account) => account.id !== ownId && <Actions account={account} />,
    },
  ];
  return (
    <Words of={["users"]}>
      <Table
        caption={t("staff.caption")}
        hideCaption
        columns={columns}
        rows={accounts}
        rowKey={({ id }) => id}
        empty={<Empty action={<a href="/admin/staff">{t("staff.clear")}</a>}>{t("staff.none")}</Empty>}
      />
    </Words>
  );
}

function Name({ account: { id, name, email } }: { account: Account }) {
  return (
    <>
      <a href={`/admin/staff/${id}`}>
        <Bdi>{name}</Bdi>
      </a>
      <div className="text-sm font-normal text-ink-2">
        <Bdi dir="ltr">{email}</Bdi>
      </div>
    </>
  );
}

async function StatusOf({ account }: { account: Account }) {
  const [t, locale] = await Promise.all([getTranslations("users.staff"), getLocale()]);
  const { status, ended, endsAt } = account;
  return (
    <div>
      <AccountStatus {...account} />
      {endsAt && !ended && status !== "deactivated" && (
        <div className="text-sm text-ink-2">
          {t("endsOn", { date: formatDate(new Date(endsAt), locale) })}
        </div>
      )}
    </div>
  );
}

async function RoleOf({ account: { role, memberships, grants } }: { account: Account }) {
  const t = await getTranslations("users");
  return (
    <div>
      {t(`role.${role}`)}
      {grants.length > 0 && (
        <div className="text-sm text-ink-2">{grants.map(({ kind }) => t(`grant.${kind}`)).join(", ")}</div>
      )}
      {memberships.length > 0 && (
        <div className="text-sm text-ink-2">
          <Places memberships={memberships} />
        </div>
      )}
    </div>
  );
}

async function Actions({ account: { id, name, status, openSessions } }: { account: Account }) {
  const t = await getTranslations("users.staff");
  if (status === "deactivated") return null;
  return (
    <div className="-mx-2 flex flex-wrap items-center">
      <EndSessions userId={id} name={name} open={openSessions} />
      <a href={`/admin/staff/${id}/end`} className={buttonClasses("plain", "small")}>
        {t("close")}
        <VisuallyHidden> {t("closeOf", { name })}</VisuallyHidden>
      </a>
    </div>
  );
}
