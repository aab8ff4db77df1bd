import { getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { Places } from "@/components/users/places";
import type { Me } from "@/lib/users/schema";

/** Who is signed in and where they work. */
export async function OwnAccount({ me }: { me: Me }) {
  const t = await getTranslations("users");
  return (
    <Card>
      <SummaryList
        rows={[
          { key: "name", label: t("me.name"), value: <Bdi>{me.displayName}</Bdi> },
          { key: "email", label: t("me.email"), value: <Bdi dir="ltr">{me.email}</Bdi> },
          { key: "role", label: t("me.role"), value: t(`role.${me.role}`) },
          { key: "organisation", label: t("me.organisation"), value: <Bdi>{me.organisation}</Bdi> },
          ...(me.role === "administrator"
            ? []
            : [{ key: "places", label: t("me.places"), value: <Places memberships={me.memberships} /> }]),
        ]}
      />
    </Card>
  );
}
