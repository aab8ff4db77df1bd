import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { lookKinds } from "@/lib/cases/looking/schema";
import type { LookersAsked } from "./lookers-asked";

/** Which looks to show: of what kind, from when until when. */
export async function LookerFilter({ href, asked }: { href: string; asked: LookersAsked }) {
  const t = await getTranslations("cases.screen.looked");
  const { typed, wrong } = asked;
  return (
    <FilterBar
      label={t("filter")}
      submitLabel={t("show")}
      clear={Object.keys(typed).length > 0 ? { href, label: t("clear") } : undefined}
    >
      <Select
        name="kind"
        label={t("kind")}
        placeholder={t("any")}
        defaultValue={typed.kind ?? ""}
        options={lookKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {(["from", "to"] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          type="date"
          label={t(name)}
          defaultValue={typed[name]}
          error={wrong.has(name) && t("wrongDate")}
        />
      ))}
    </FilterBar>
  );
}
