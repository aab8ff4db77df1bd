import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { makeScript } from "@/components/intake/make-script";
import { placeAt } from "@/components/intake/place";
import type { Screen } from "@/components/intake/script";
import { Wizard } from "@/components/intake/wizard";
import { getCase } from "@/lib/cases/reading/queries";
import { dayOf } from "@/lib/core/dates";
import { currentStaffFor, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";
import { listSites } from "@/lib/organisations/queries";
import { openDraft } from "./_open-draft";

type Props = {
  params: Promise<{ draftId: string; screen: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake.screen"))("title") };
}

export default async function DraftPage({ params, searchParams }: Props) {
  const staff = await currentStaffFor("draft.save");
  const [{ draftId, screen }, search] = await Promise.all([params, searchParams]);
  const { draft, beginning } = await openDraft(draftId, search);
  const [script, file, { sites }] = await Promise.all([
    makeScript(draft.level, { continuing: draft.caseId !== null }),
    draft.caseId === null ? null : read(getCase, { caseId: draft.caseId }),
    read(listSites, {}),
  ]);
  const mine = new Set(staff.memberships.map(({ siteId }) => siteId));
  const pathname = `/people/new/${draftId}/${screenFor(screen, script.screens)}`;
  return (
    <Wizard
      key={draftId}
      script={script}
      draft={draft}
      start={placeAt(draftId, {
        pathname,
        search: new URLSearchParams(search as Record<string, string>).toString(),
      })!}
      beginning={beginning}
      target={file && { caseId: file.id, code: file.code, version: file.version }}
      sites={sites.filter(({ id }) => mine.has(id)).map(({ id, name }) => ({ value: id, label: name }))}
      mayLook={isPermitted(staff, "person.duplicates")}
      today={dayOf(new Date())}
    />
  );
}

/** The screen of that name, else the first of the page of that name, which is what a draft remembers. */
function screenFor(name: string, screens: readonly Screen[]): string {
  if (name === "check") return name;
  const found = screens.find(({ key }) => key === name) ?? screens.find(({ page }) => page === name);
  return (found ?? screens[0]!).key;
}
