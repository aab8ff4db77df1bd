import { trustOwnScripts } from "@/components/shell/first-script";

// A page that the browser draws by itself, such as "There is nothing here", comes without the inline script.
trustOwnScripts();
