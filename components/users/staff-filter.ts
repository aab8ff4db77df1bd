import { type Account, type Role, roles, type UserStatus, userStatuses } from "@/lib/users/schema";

export type StaffFilter = { role?: Role; status?: UserStatus };
type Params = Record<string, string | string[] | undefined>;

/** The filter that an address asks for; what it does not know, it does not ask for. */
export function staffFilter({ role, status }: Params): StaffFilter {
  return {
    role: roles.find((one) => one === role),
    status: userStatuses.find((one) => one === status),
  };
}

/** Accounts that fit, closed ones last. */
export function filterStaff(accounts: readonly Account[], { role, status }: StaffFilter): Account[] {
  const closed = (account: Account) => Number(account.status === "deactivated");
  return accounts
    .filter((account) => (!role || account.role === role) && (!status || account.status === status))
    .sort((a, b) => closed(a) - closed(b));
}
