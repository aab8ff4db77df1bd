import type { Staff } from "@/lib/core/actor";
import { isPermitted, type Permission } from "@/lib/core/permissions";

type Item = {
  href: string;
  label:
    | "navMyDay"
    | "navPeople"
    | "navNew"
    | "navReferrals"
    | "navDashboard"
    | "navStaff"
    | "navAudit"
    | "navWatch"
    | "navAccess"
    | "navFigures"
    | "navReview"
    | "navErasures"
    | "navRetention"
    | "navMe";
  /** Whoever may ask this finds it. */
  needs: Permission;
  covers?: readonly string[];
  /** Whoever works on cases finds it behind their name: their day has no room for it. */
  rare?: true;
};

const items: readonly Item[] = [
  { href: "/dashboard", label: "navDashboard", needs: "dashboard.coordinator" },
  { href: "/my-day", label: "navMyDay", needs: "day.get" },
  { href: "/people", label: "navPeople", needs: "case.list", covers: ["/cases"] },
  { href: "/people/new", label: "navNew", needs: "case.register" },
  { href: "/referrals", label: "navReferrals", needs: "referral.list" },
  { href: "/admin/staff", label: "navStaff", needs: "user.get" },
  { href: "/watch", label: "navWatch", needs: "watch.list", rare: true },
  { href: "/admin/audit", label: "navAudit", needs: "audit.list", rare: true },
  { href: "/access", label: "navAccess", needs: "access.list", rare: true },
  { href: "/retention", label: "navReview", needs: "retention.list", rare: true },
  { href: "/erasures", label: "navErasures", needs: "erasure.list", rare: true },
  { href: "/admin/retention", label: "navRetention", needs: "retention.configure", rare: true },
  { href: "/figures", label: "navFigures", needs: "figures.summary", rare: true },
  { href: "/me", label: "navMe", needs: "me.get" },
];

const onPhone = 5;
const mostInBar = 6;

/** What somebody finds in their navigation, most used first, and behind their name. Five places fit on a phone, six on a laptop. */
export function navigationOf(staff: Staff): { bar: (Item & { phone: boolean })[]; menu: Item[] } {
  const worksOnCases = isPermitted(staff, "case.list");
  const theirs = items.filter(({ needs }) => isPermitted(staff, needs));
  const wished = theirs.filter(({ rare }) => !(rare && worksOnCases));
  const surplus = Math.max(0, wished.length - mostInBar);
  const rare = wished.filter((item) => item.rare);
  const behind = new Set(rare.slice(rare.length - surplus));
  const bar = wished.filter((item) => !behind.has(item));
  return {
    bar: bar.map((item, index) => ({ ...item, phone: index < onPhone })),
    menu: theirs.filter((item) => !bar.includes(item)),
  };
}

/** The first page after signing in. */
export function homeOf(staff: Staff): string {
  return navigationOf(staff).bar[0]!.href;
}
