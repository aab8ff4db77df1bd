import { classNames } from "./class-names";

const turns = {
  forward: "rtl:-scale-x-100",
  back: "-scale-x-100 rtl:scale-x-100",
  down: "rotate-90",
};

/** Decoration beside words; forward and back follow the reading direction. */
export function Chevron({ to, className }: { to: keyof typeof turns; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 8 12"
      className={classNames("h-3 w-2 flex-none fill-none stroke-current stroke-2", turns[to], className)}
    >
      <path d="m1.5 1 5 5-5 5" />
    </svg>
  );
}
