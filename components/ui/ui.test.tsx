import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ActionBar } from "./action-bar";
import { AppShell } from "./app-shell";
import { BackLink } from "./back-link";
import { Bdi } from "./bdi";
import { Button } from "./button";
import { Card } from "./card";
import { CheckboxGroup } from "./checkbox-group";
import { Columns } from "./columns";
import { Disclosure } from "./disclosure";
import { Empty } from "./empty";
import { ErrorSummary } from "./error-summary";
import { Figure } from "./figure";
import { FilterBar } from "./filter-bar";
import { LinkButton } from "./link-button";
import { Menu } from "./menu";
import { Notice } from "./notice";
import { Page } from "./page";
import { Pagination } from "./pagination";
import { PartialDateField } from "./partial-date-field";
import { PhoneField } from "./phone-field";
import { RadioGroup } from "./radio-group";
import { Reveal } from "./reveal";
import { Section } from "./section";
import { SectionNav } from "./section-nav";
import { Select } from "./select";
import { Stat } from "./stat";
import { Status } from "./status";
import { StatusTag, type Tone } from "./status-tag";
import { SummaryCard } from "./summary-card";
import { itemOf } from "./tab-bar";
import { Table } from "./table";
import { Tabs } from "./tabs";
import { TextArea } from "./text-area";
import { TextField } from "./text-field";
import { TileMap } from "./tile-map";
import { Timeline } from "./timeline";
import { Toast } from "./toast";

const options = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No", hint: "We look now", detail: <TextField name="where" label="Where" /> },
];
const noAnswers = [{ value: "not_asked", label: "I did not ask" }];
const rows = [{ code: "K7Q-4MX-2", days: 2 }];
const words = {
  show: "Show",
  hide: "Hide",
  busy: "Wait",
  shown: "Shown",
  hidden: "Hidden",
  failed: "Failed",
};
const noop = () => {};

const pieces: Record<string, ReactNode> = {
  shell: (
    <AppShell
      productName="Notes"
      homeHref="/my-day"
      skipLabel="Skip to content"
      navLabel="Main"
      nav={[{ href: "/my-day", label: "My day" }]}
      exit={{
        label: "Exit quickly",
        href: "/leave",
        away: "/weather",
        endUrl: "/end",
        leaves: "left=1",
        pressWords: ["Two more", "One more"],
      }}
      menu={<Menu label="Dara">{<a href="/me">Account</a>}</Menu>}
      status={<Status bar>All sent</Status>}
    >
      <Page title="My day" caption="K7Q" back={<BackLink href="/people">People</BackLink>}>
        <Columns nav={<SectionNav label="Case" items={[{ href: "/a", label: "Overview", current: true }]} />}>
          <Card title="Next step" />
        </Columns>
      </Page>
    </AppShell>
  ),
  text: <TextField name="name" label="Name" hint="Any name" error="Enter a name" optional="(optional)" />,
  textPlain: <TextField name="person.name" label="Name" />,
  area: (
    <TextArea
      name="note"
      label="Note"
      hint="Short"
      count={{ max: 9, leftWords: "Left: {n}", overWords: "Over: {n}" }}
    />
  ),
  select: (
    <Select
      name="site"
      label="Site"
      error="Choose a site"
      placeholder="All"
      options={[{ value: "p", label: "P" }]}
    />
  ),
  phone: <PhoneField name="phone" label="Phone" />,
  radio: (
    <RadioGroup
      name="safe"
      legend="Safe?"
      asHeading
      hint="Ask alone"
      error="Choose one"
      {...{ options, noAnswers }}
    />
  ),
  checkbox: (
    <CheckboxGroup name="langs" legend="Languages" defaultValue={["yes"]} {...{ options, noAnswers }} />
  ),
  date: (
    <PartialDateField
      name="dob"
      legend="Born"
      hint="Any part"
      error="Enter the year"
      wrong={["year"]}
      partLabels={{ day: "Day", month: "Month", year: "Year" }}
      aboutLabel="About"
      noAnswers={noAnswers}
    />
  ),
  errors: (
    <ErrorSummary
      title="There is a problem"
      errors={[{ fieldId: "name", message: "Enter a name" }, { message: "Try again" }]}
    />
  ),
  notice: (
    <Notice
      tone="attention"
      title="Not sent yet"
      live
      actions={<LinkButton href="/outbox">See</LinkButton>}
    />
  ),
  tag: <StatusTag tone="act">Safety plan due today</StatusTag>,
  button: (
    <Button busy busyLabel="Saving">
      Save
    </Button>
  ),
  summary: (
    <SummaryCard
      title="First talk"
      rows={[
        {
          key: "l",
          label: "Language",
          value: "Urdu",
          change: { href: "/edit", label: "Change", hidden: "language" },
        },
      ]}
    />
  ),
  table: (
    <Table
      caption="People"
      rows={rows}
      rowKey={(row) => row.code}
      columns={[
        { key: "code", label: "Person", lead: true, cell: (row) => <a href="/k">{row.code}</a> },
        { key: "days", label: "Waiting", numeric: true, cell: (row) => row.days },
      ]}
    />
  ),
  map: (
    <TileMap
      label="Provinces"
      tiles={[
        {
          key: "BM",
          short: "BM",
          name: "Banteay Meanchey",
          value: "<5",
          spoken: "fewer than 5",
          level: 1,
          column: 2,
          row: 2,
          href: "/l",
        },
      ]}
    />
  ),
  figure: (
    <Figure title="Met" tableLabel="See as table" table="table">
      map
    </Figure>
  ),
  filter: (
    <FilterBar label="Filter" submitLabel="Show" keep={{ sort: "new" }}>
      <Select name="q" label="Q" options={[]} />
    </FilterBar>
  ),
  stat: <Stat label="People met" value="233" href="/people" note="+84" definition="First talk" />,
  timeline: (
    <Timeline
      items={[
        { key: "1", title: "Call", meta: "20 Nov", tone: "restricted", children: <Bdi lang="km">ស្រី</Bdi> },
      ]}
    />
  ),
  pages: (
    <Pagination
      label="Pages"
      previous={{ href: "?b", label: "Newer" }}
      next={{ href: "?a", label: "Older" }}
    />
  ),
  tabs: <Tabs label="Kinds" items={[{ href: "?", label: "All", current: true }]} />,
  section: (
    <Section id="wait" title="Waiting">
      list
    </Section>
  ),
  empty: (
    <Empty
      action={
        <LinkButton href="/new" plain>
          New person
        </LinkButton>
      }
    >
      Nothing for today.
    </Empty>
  ),
  disclosure: <Disclosure summary="Read account">words</Disclosure>,
  reveal: <Reveal masked="S. P." onReveal={async () => "Sari"} words={words} />,
  toast: (
    <Toast message="Moved" action={{ label: "Undo", onAction: noop }} closeLabel="Close" onClose={noop} />
  ),
  actions: (
    <ActionBar sticky>
      <Button>Save</Button>
    </ActionBar>
  ),
};

const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].flatMap((match) => match[1]!.split(" "));

/** What is wrong with a piece of markup, in words. */
function faults(html: string) {
  const ids = attributes(html, "id");
  const pointers = ["for", "aria-describedby", "aria-labelledby"].flatMap((name) => attributes(html, name));
  const controls = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag!);
  const unnamed = controls.filter((tag) => {
    const id = attributes(tag, "id")[0];
    const before = html.slice(0, html.indexOf(tag));
    const wrapped = before.lastIndexOf("<label") > before.lastIndexOf("</label");
    return !tag.includes('type="hidden"') && !wrapped && !html.includes(`for="${id}"`);
  });
  return [
    ...pointers.filter((id) => !ids.includes(id)).map((id) => `points to missing #${id}`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `#${id} twice`),
    ...unnamed.map((tag) => `no label: ${tag}`),
    ...(/\sstyle="/.test(html) ? ["inline style"] : []),
  ];
}

describe("markup", () => {
  it.each(Object.entries(pieces))("%s is wired and carries no inline style", (_, piece) => {
    const html = renderToStaticMarkup(piece);
    expect(html.length).toBeGreaterThan(20);
    expect(faults(html)).toEqual([]);
  });

  it("bites on planted faults", () => {
    expect(
      faults('<label for="a">A</label><input id="b" style="color:red" aria-describedby="c">'),
    ).toHaveLength(4);
    expect(faults('<i id="a"></i><i id="a"></i>')).toEqual(["#a twice"]);
  });

  const html = (name: string) => renderToStaticMarkup(pieces[name]);

  it("reads hint and error with the control", () => {
    expect(html("text")).toContain('aria-describedby="name-hint name-error" aria-invalid="true"');
    expect(html("radio")).toMatch(/<fieldset aria-describedby="safe-hint safe-error"/);
    expect(html("area")).toContain('aria-describedby="note-hint note-count"');
  });

  it("chooses nothing beforehand and gives the group's id to its first box", () => {
    expect(html("radio")).not.toContain("checked");
    expect(html("radio")).toContain('id="safe"');
    expect(html("date")).toContain('id="dob"');
  });

  it("draws the kinds of no answer dashed, in the same row", () => {
    expect(html("radio")).toMatch(/class="option option-none"><input[^>]*value="not_asked"/);
  });

  it("marks only the wrong box of a date", () => {
    expect(html("date").match(/aria-invalid/g)).toHaveLength(1);
  });

  it("says every tone by shape and word", () => {
    const tones: Tone[] = ["done", "attention", "act", "info", "restricted", "neutral"];
    for (const tone of tones) {
      const tag = renderToStaticMarkup(<StatusTag tone={tone}>Word</StatusTag>);
      expect(tag).toContain(`shape-${tone}`);
      expect(tag).toContain(">Word<");
    }
  });

  it("cannot be submitted twice while busy, and stays focusable", () => {
    expect(html("button")).toContain('type="button" aria-disabled="true" aria-busy="true"');
    expect(html("button")).toContain("Saving");
    expect(html("button")).not.toMatch(/ disabled=/);
  });

  it("puts skip link and exit link before everything else", () => {
    const links = attributes(html("shell"), "href");
    expect(links.slice(0, 2)).toEqual(["#main", "/leave"]);
    expect(html("shell")).toContain('<main id="main" tabindex="-1"');
  });

  it.each([
    ["/people", "/people"],
    ["/people/new", "/people/new"],
    ["/people/new/card", "/people/new"],
    ["/cases/1", "/people"],
    ["/peoples", undefined],
    ["/", undefined],
  ])("knows where %s belongs in the navigation", (path, href) => {
    const items = [
      { href: "/people", label: "People", covers: ["/cases"] },
      { href: "/people/new", label: "New person" },
    ];
    expect(itemOf(path, items)?.href).toBe(href);
  });

  it("labels each cell for the phone and keeps table roles", () => {
    expect(html("table")).toContain('role="cell" data-label="Waiting"');
    expect(html("table")).toContain("<caption");
  });

  it("never mirrors the map and names each tile in full", () => {
    expect(html("map")).toContain('dir="ltr"');
    expect(html("map")).toContain("Banteay Meanchey: fewer than 5");
  });

  it("shows nothing hidden before it is asked for", () => {
    expect(html("reveal")).not.toContain("Sari");
  });
});

const here = fileURLToPath(new URL(".", import.meta.url));
const sources = readdirSync(here)
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .map((file) => ({ file, text: readFileSync(here + file, "utf8") }));
const css = readFileSync(`${here}../../app/globals.css`, "utf8");
const uiCss = readFileSync(`${here}ui.css`, "utf8");

const rules: Record<string, { bites: RegExp; plants: string[] }> = {
  "no physical side": {
    bites:
      /["'`\s:!-](?:[mp][lr]-|(?:left|right)-[\d[(f]|(?:border|rounded)-[lr](?![a-z])|scroll-[mp][lr]-|rounded-[tb][lr]|text-(?:left|right)\b|float-(?:left|right)\b)/,
    plants: ['"pe-2 md:ml-4"', '"-mr-2"', '"border-l"', '"rounded-r-md"', '"left-0"', '"text-left"'],
  },
  "no case, slant or spacing tricks": {
    bites: /["'\s:](?:uppercase|capitalize|italic|tracking-|text-justify)/,
    plants: ['"font-bold uppercase"'],
  },
  "no inline style": { bites: /\sstyle=/, plants: ["<p style={{ color }} />"] },
  "no words of its own": { bites: /[^=]>\s*[A-Za-z][^<>{}=;]*<\//, plants: ["<span>Save</span>"] },
  "no translation inside": { bites: /next-intl/, plants: ['import { useTranslations } from "next-intl"'] },
  "no raw colour": {
    bites: /#[0-9a-f]{3,8}\b|(?:text|bg|border)-(?:white|black|red|gray|slate)\b/i,
    plants: ['"bg-white"'],
  },
};

describe("sources", () => {
  it("found the components", () => expect(sources.length).toBeGreaterThan(40));

  it.each(Object.entries(rules))("%s", (_, { bites, plants }) => {
    expect(plants.filter((plant) => !bites.test(plant))).toEqual([]);
    expect(sources.filter(({ text }) => bites.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("uses logical properties in the style sheets", () => {
    const physical =
      /(?:margin|padding|border)-(?:left|right)\b|[\s;{](?:left|right):|text-align: (?:left|right)/;
    expect(physical.test(".x { margin-left: 1px }")).toBe(true);
    expect([css, uiCss].filter((text) => physical.test(text))).toEqual([]);
  });
});

function tokens(block: string) {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!]),
  );
}
const blocks = [...css.matchAll(/color-scheme: (?:light|dark);[^}]*/g)].map(([block]) => tokens(block));
const [light, dark, chosenDark] = blocks as [
  Record<string, string>,
  Record<string, string>,
  Record<string, string>,
];

function contrast(first: string, second: string) {
  const luminance = (hex: string) => {
    const channel = (at: number) => {
      const value = parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  };
  const [dim, bright] = [luminance(first), luminance(second)].sort((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

const tones = ["done", "attention", "act", "info", "restricted", "neutral"];
const pairs: [text: string, ground: string, least: number][] = [
  ...["ink", "ink-2", "hint", "primary", "link", "error"].flatMap((text): [string, string, number][] => [
    [text, "paper", 4.5],
    [text, "surface", 4.5],
  ]),
  ...tones.flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-soft`, 4.5],
    ["ink", `${tone}-soft`, 4.5],
  ]),
  ["on-primary", "primary", 4.5],
  ["on-primary", "primary-hover", 4.5],
  ["primary", "primary-soft", 4.5],
  ["link", "primary-soft", 4.5],
  ["ink-2", "primary-soft", 4.5],
  ["on-exit", "exit", 4.5],
  ["field", "surface", 3],
  ["field", "paper", 3],
  ["ink", "tile-1", 4.5],
  ["ink", "tile-2", 4.5],
  ["on-tile-3", "tile-3", 4.5],
  ["on-tile-4", "tile-4", 4.5],
  ...[1, 2, 3, 4, 5, 6, 7].map((n): [string, string, number] => [`chart-${n}`, "surface", 3]),
];

describe("colours", () => {
  it.each(pairs)("%s on %s is at least %s : 1 by day and by night", (text, ground, least) => {
    const night = { ...light, ...dark };
    expect(contrast(light[text]!, light[ground]!)).toBeGreaterThanOrEqual(least);
    expect(contrast(night[text]!, night[ground]!)).toBeGreaterThanOrEqual(least);
  });

  it("knows a pair that fails, and keeps a focus ring visible on any ground", () => {
    expect(contrast("#777777", "#888888")).toBeLessThan(3);
    expect(contrast(light.focus!, light["focus-halo"]!)).toBeGreaterThan(7);
  });

  it("has the same night whether the device or the person asks for it", () => {
    expect(Object.keys(dark).length).toBeGreaterThan(30);
    expect(chosenDark).toEqual(dark);
  });
});
