import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { root } from "@/lib/core/house/source";

/** What an import graph breaks of .dependency-cruiser.cjs, and how many modules were looked at. */
export type Layers = { violations: string[]; modules: number };

/** Follows every import below `folders` of `base`, which has its own tsconfig.json. */
export async function layersOf(
  base = root,
  folders = ["app", "components", "e2e", "lib", "scripts"],
): Promise<Layers> {
  const { options, ...ruleSet } = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));
  const { output } = await cruise(
    folders,
    { ...options, ruleSet, validate: true, baseDir: base },
    undefined,
    {
      tsConfig: extractTsConfig(join(base, "tsconfig.json")),
    },
  );
  const { summary, modules } = output as ICruiseResult;
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${from}: ${rule.name} (${to})`),
    modules: modules.length,
  };
}
