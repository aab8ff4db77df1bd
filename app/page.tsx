import { redirect } from "next/navigation";
import { homeOf } from "@/components/shell/navigation";
import { currentStaff } from "@/lib/core/page";

export default async function HomePage() {
  redirect(homeOf(await currentStaff()));
}
