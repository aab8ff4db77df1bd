import { Bdi } from "@/components/ui/bdi";

/** A case code such as `K7Q-4MX-2`: left to right in every language, never broken over two lines. */
export function CaseCode({ code }: { code: string }) {
  return (
    <span className="whitespace-nowrap">
      <Bdi dir="ltr">{code}</Bdi>
    </span>
  );
}
