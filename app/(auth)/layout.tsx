import type { ReactNode } from "react";
import { BareShell } from "@/components/shell/bare-shell";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <BareShell>{children}</BareShell>;
}
