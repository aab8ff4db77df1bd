import { getTranslations } from "next-intl/server";
import { type Column, Table } from "@/components/ui/table";
import { type Area, inArea } from "@/components/users/areas";
import type { Principal } from "@/lib/core/actor";
import { type Permission, permissions } from "@/lib/core/permissions";
import { grantKinds, roles } from "@/lib/users/schema";

const people: readonly Principal[] = [...roles, ...grantKinds];

/** The rows of the permission table of one area, in words: each role, then the grants that allow it as well. */
export async function PermissionTable({ area }: { area: Area }) {
  const [t, verbs] = await Promise.all([getTranslations("users"), getTranslations("permissions")]);
  const allows = (name: Permission): readonly Principal[] => permissions[name].allows;
  const columns: Column<Permission>[] = [
    { key: "verb", label: t("matrix.verb"), lead: true, cell: (name) => verbs(name as never) },
    ...roles.map((role) => ({
      key: role,
      label: t(`role.${role}`),
      cell: (name: Permission) => (allows(name).includes(role) ? t("matrix.yes") : t("matrix.no")),
    })),
    {
      key: "grants",
      label: t("staff.grants"),
      cell: (name) =>
        grantKinds
          .filter((kind) => allows(name).includes(kind))
          .map((kind) => t(`grant.${kind}`))
          .join(", ") || t("matrix.no"),
    },
    {
      key: "factor",
      label: t("matrix.factor"),
      cell: (name) => (permissions[name].stepUp ? t("matrix.now") : t("matrix.no")),
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
