import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/core/i18n.ts");

/** @type {import("next").NextConfig} */
const config = {
  // Compression, security headers and the nonce are the business of scripts/web.ts, in front of Next.
  compress: false,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "pino"],
  devIndicators: false,
  typedRoutes: false,
};

export default withNextIntl(config);
