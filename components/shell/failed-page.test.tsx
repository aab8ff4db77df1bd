import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { digestOf } from "@/lib/core/failure";
import { FailedPage } from "./failed-page";

const page = (digest?: string) =>
  renderToStaticMarkup(<FailedPage error={Object.assign(new Error("Sok Dara"), { digest })} />);

it("says calmly what happened, that nobody saw anything, whom to tell and the number, when a seal is broken", () => {
  const html = page(digestOf(true, "01890a5d-ac96-774b-bcce-b302099a8057"));
  for (const said of [
    "This cannot be opened",
    "Nothing of it was shown to anybody",
    "Tell an administrator now",
  ])
    expect(html).toContain(said);
  expect(html).toContain("01890a5d-ac96-774b-bcce-b302099a8057");
});

it("gives the number of any other failure, and nothing of the error", () => {
  expect(page(digestOf(false, "abc-1"))).toMatch(/Something went wrong.*abc-1/s);
  expect(page("3141592653")).not.toContain("3141592653");
  expect(page()).toContain("Something went wrong");
  for (const html of [page(), page(digestOf(true, "x"))]) expect(html).not.toContain("Sok");
});
