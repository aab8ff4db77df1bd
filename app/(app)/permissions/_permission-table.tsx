import { getTranslations } from "next-intl/server";
import { type Column, Table } from "@/components/ui/table";
import { type Area, inArea } from "@/components/users/areas";
import type { Principal } from "@/lib/core/actor";
import { type Permission, permissions } from "@/lib/core/permissions";
import { grantKinds, roles } from "@/lib/users/schema";

const people: readonly Principal[] = [...roles, ...grantKinds];

/** The rows of the permission table of one area, in words: the roles that may, and the grants that allow it as well. */
export async function PermissionTable({ area }: { area: Area }) {
  const [t, verbs] = await Promise.all([getTranslations("users"), getTranslations("permissions")]);
  const allows = (name: Permission): readonly Principal[] => permissions[name].allows;
  const listed = (words: readonly string[]) => words.join(", ") || t("matrix.no");
  const columns: Column<Permission>[] = [
    {
      key: "verb",
      label: t("matrix.verb"),
      lead: true,
      cell: (name) => (
        <div>
          {verbs(name as never)}
          {permissions[name].stepUp && (
            <div className="text-sm font-normal text-ink-2">{t("matrix.asksAgain")}</div>
          )}
        </div>
      ),
    },
    {
      key: "roles",
      label: t("staff.role"),
      cell: (name) => {
        const allowed = roles.filter((role) => allows(name).includes(role));
        if (allowed.length === roles.length) return t("matrix.everybody");
        return listed(allowed.map((role) => t(`role.${role}`)));
      },
    },
    {
      key: "grants",
      label: t("matrix.also"),
      cell: (name) =>
        listed(grantKinds.filter((kind) => allows(name).includes(kind)).map((kind) => t(`grant.${kind}`))),
    },
  ];
  const rows = inArea(area, Object.keys(permissions) as Permission[]).filter((name) =>
    allows(name).some((principal) => people.includes(principal)),
  );
  return (
    <Table
      caption={t("matrix.table", { area: t(`me.area.${area}`) })}
      hideCaption
      columns={columns}
      rows={rows}
      rowKey={(name) => name}
    />
  );
}
