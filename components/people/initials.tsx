import { getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { unopenedInitials } from "@/lib/people/schema";

/** Somebody's initials in a list, or a word for why there are none: a row that cannot be opened does not take the others away. */
export async function Initials({ initials, noName }: { initials: string | null; noName: string }) {
  if (initials === unopenedInitials) return (await getTranslations("people"))("unopened");
  return initials ? <Bdi>{initials}</Bdi> : noName;
}
