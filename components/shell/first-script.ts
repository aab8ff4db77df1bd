/**
 * Trusted Types refuse scripts by address, which is how the bundler loads later parts of a page. This lets our own files
 * through and nothing else. Its source is sent inline: it must need nothing from outside itself.
 */
export function trustOwnScripts(): void {
  type Policy = { createScriptURL: (address: string) => string };
  type Factory = { defaultPolicy: unknown; createPolicy: (name: string, policy: Policy) => unknown };
  const factory = (window as { trustedTypes?: Factory }).trustedTypes;
  if (!factory || factory.defaultPolicy) return;
  factory.createPolicy("default", {
    createScriptURL(address) {
      const { origin, pathname } = new URL(address, location.href);
      // Unchanged: the bundler finds out which part has arrived by the address it asked for.
      if (origin === location.origin && pathname.startsWith("/_next/static/")) return address;
      throw new TypeError("script address refused");
    },
  });
}

/**
 * A form that only our scripts can send does nothing until they are there: the browser would put what was typed into the
 * address. Sent inline like the other.
 */
function holdForms(): void {
  const hold = (event: Event) => {
    const form = event.target as HTMLFormElement;
    if (!form.hasAttribute("action") && !form.hasAttribute("method")) event.preventDefault();
  };
  document.addEventListener("submit", hold, true);
}

/** What runs on a page before every other script. */
export const firstScript = `(${trustOwnScripts})();(${holdForms})()`;
