import { BareShell } from "@/components/shell/bare-shell";
import { NothingHere } from "@/components/shell/nothing-here";

export default function NotFound() {
  return (
    <BareShell>
      <NothingHere />
    </BareShell>
  );
}
