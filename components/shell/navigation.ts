import type { Role } from "@/lib/core/actor";

type Item = {
  href: string;
  label:
    "navMyDay" | "navPeople" | "navNew" | "navReferrals" | "navDashboard" | "navStaff" | "navAudit" | "navMe";
  roles: readonly Role[];
  covers?: readonly string[];
  /** Who finds it on a laptop only, and behind their name on a phone: five fit there. */
  notOnPhone?: Role;
};

const items: readonly Item[] = [
  { href: "/dashboard", label: "navDashboard", roles: ["coordinator"] },
  { href: "/my-day", label: "navMyDay", roles: ["caseworker", "coordinator"] },
  { href: "/people", label: "navPeople", roles: ["caseworker", "coordinator"], covers: ["/cases"] },
  { href: "/people/new", label: "navNew", roles: ["caseworker", "coordinator"] },
  { href: "/referrals", label: "navReferrals", roles: ["caseworker", "coordinator"] },
  { href: "/admin/staff", label: "navStaff", roles: ["administrator"] },
  { href: "/admin/audit", label: "navAudit", roles: ["administrator"] },
  {
    href: "/me",
    label: "navMe",
    roles: ["caseworker", "coordinator", "administrator"],
    notOnPhone: "coordinator",
  },
];

/** What a role finds in its navigation, most used first; five fit on a phone. */
export function navigationOf(role: Role): readonly Item[] {
  return items.filter(({ roles }) => roles.includes(role));
}

/** The first page after signing in. */
export function homeOf(role: Role): string {
  return navigationOf(role)[0]!.href;
}
