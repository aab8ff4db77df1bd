import { Status } from "@/components/ui/status";

const place = "day-announcement";
/** Where focus goes when the card that had it is gone. */
const list = "today-title";

/** The page's place for what was just done. It stays while cards come and go. */
export function Announcement() {
  return (
    <div id={place}>
      <Status />
    </div>
  );
}

/** Says what was just done, and leads focus back to the list. In the browser only. */
export function announce(words: string): void {
  const status = document.querySelector(`#${place} [role=status]`);
  if (status) status.textContent = words;
  const heading = document.getElementById(list);
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}
