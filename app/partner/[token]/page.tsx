import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PartnerEnded } from "@/components/referrals/partner-ended";
import { PartnerView } from "@/components/referrals/partner-view";
import { originOf } from "@/lib/core/http";
import { partnerOfToken } from "@/lib/core/sessions";
import { countPartnerTry } from "@/lib/core/throttle";
import { readShared } from "@/lib/referrals/answering/queries";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals.screen.partner"))("title") };
}

/** What a partner sees through its secret link. The link itself is the only proof of who asks. */
export default async function PartnerPage({ params }: Props) {
  const [{ token }, incoming] = await Promise.all([params, headers()]);
  const origin = originOf((name) => incoming.get(name));
  const partner = await partnerOfToken(token);
  if (!partner) {
    await countPartnerTry(origin.network);
    notFound();
  }
  if (!partner.live) return <PartnerEnded />;
  const shared = await readShared.execute(partner.actor, {}, origin);
  if (shared.state === "ended") return <PartnerEnded reason={shared.reason} />;
  return <PartnerView shared={shared} token={token} />;
}
