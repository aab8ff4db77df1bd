import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Proposals } from "@/components/users/proposals";
import { LinkButton } from "@/components/ui/link-button";
import { FilterBar } from "@/components/ui/filter-bar";
import { Page } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { filterStaff, staffFilter } from "@/components/users/staff-filter";
import { StaffTable } from "@/components/users/staff-table";
import { currentStaffAs, read } from "@/lib/core/page";
import { listUsers } from "@/lib/users/queries";
import { roles, userStatuses } from "@/lib/users/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.staff"))("title") };
}

export default async function StaffPage({ searchParams }: Props) {
  const staff = await currentStaffAs("administrator");
  const [{ users }, t, params] = await Promise.all([
    read(listUsers, {}),
    getTranslations("users"),
    searchParams,
  ]);
  const filter = staffFilter(params);
  const accounts = filterStaff(users, filter);
  return (
    <Page
      title={t("staff.title")}
      lead={t("staff.lead")}
      width="wide"
      actions={<LinkButton href="/admin/staff/invite">{t("staff.invite")}</LinkButton>}
    >
      <Proposals accounts={users} ownId={staff.userId} />
      <FilterBar
        label={t("staff.filter")}
        submitLabel={t("staff.show")}
        clear={filter.role || filter.status ? { href: "/admin/staff", label: t("staff.clear") } : undefined}
      >
        <Select
          name="role"
          label={t("staff.role")}
          placeholder={t("staff.anyRole")}
          defaultValue={filter.role ?? ""}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <Select
          name="status"
          label={t("staff.status")}
          placeholder={t("staff.anyStatus")}
          defaultValue={filter.status ?? ""}
          options={userStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
      </FilterBar>
      <p role="status" className="-mb-3 text-sm text-ink-2">
        {t("staff.summary", { count: accounts.length })}
      </p>
      <StaffTable accounts={accounts} ownId={staff.userId} />
    </Page>
  );
}
