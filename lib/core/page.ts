import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import type { Role, Staff } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { SealBroken } from "@/lib/core/aead";
import { AppError } from "@/lib/core/errors";
import { digestOf } from "@/lib/core/failure";
import { originOf } from "@/lib/core/http";
import { staffOfBrowser } from "@/lib/core/leaving";
import { isPermitted, type Permission } from "@/lib/core/permissions";
import type { Query } from "@/lib/core/read";

/** Who is signed in, fresh from the database; null for anybody else. Once per request. */
export const signedInStaff = cache(async (): Promise<Staff | null> => {
  const jar = await cookies();
  return staffOfBrowser((name) => jar.get(name)?.value ?? null, await originOfPage());
});

/** Who is signed in, with a second factor; anybody else is led to the page where they can do so. */
export async function currentStaff(): Promise<Staff> {
  const staff = (await signedInStaff()) ?? redirect("/sign-in");
  return staff.assurance === 2 ? staff : redirect("/second-factor");
}

/** For pages of one role: everybody else gets the page that says there is nothing here. */
export async function currentStaffAs(...roles: Role[]): Promise<Staff> {
  const staff = await currentStaff();
  if (!roles.includes(staff.role)) notFound();
  return staff;
}

/** For pages of whoever may do this, by role or by grant: everybody else gets the page that says there is nothing here. */
export async function currentStaffFor(permission: Permission): Promise<Staff> {
  const staff = await currentStaff();
  if (!isPermitted(staff, permission)) notFound();
  return staff;
}

/** The door for pages. What the actor may not see is a page that does not exist. */
export async function read<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  return readAs(await currentStaff(), query, input);
}

/** The same for the pages of the second factor themselves: the password is enough. */
export async function readBeforeSecondFactor<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  return readAs((await signedInStaff()) ?? redirect("/sign-in"), query, input);
}

async function readAs<Input extends z.ZodType, Output extends z.ZodType>(
  staff: Staff,
  query: Query<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  const origin = await originOfPage();
  try {
    return await query.execute(staff, input, origin);
  } catch (error) {
    if (error instanceof AppError && ["NOT_FOUND", "FORBIDDEN", "INVALID"].includes(error.code)) notFound();
    // All that Next lets through to the page that says so.
    if (error instanceof Error)
      Object.assign(error, { digest: digestOf(error instanceof SealBroken, origin.requestId) });
    throw error;
  }
}

async function originOfPage(): Promise<Origin> {
  const incoming = await headers();
  return originOf((name) => incoming.get(name));
}
