import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Section } from "@/components/ui/section";
import type { Account } from "@/lib/users/schema";
import { Proposal } from "./proposal";

type Props = { accounts: readonly Account[]; ownId: string };

/** New administrators who wait for a second administrator; nothing when nobody waits. */
export async function Proposals({ accounts, ownId }: Props) {
  const t = await getTranslations("users.staff");
  const waiting = accounts.filter(({ proposedBy, status }) => proposedBy && status !== "deactivated");
  if (waiting.length === 0) return null;
  return (
    <Section id="waiting" title={t("waiting")}>
      <Words of={["users"]}>
        {waiting.map(({ id, name, version, proposedBy }) => (
          <Proposal
            key={id}
            account={{ id, name, version }}
            by={proposedBy!.name}
            own={proposedBy!.id === ownId}
          />
        ))}
      </Words>
    </Section>
  );
}
