// npx tsx scripts/permissions-doc.ts > docs/permissions.md
import { permissionsPage } from "@/scripts/permissions-page";

process.stdout.write(permissionsPage());
