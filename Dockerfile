# syntax=docker/dockerfile:1
# docker build --target bot -t zca-unlink-bot .                    web, and a worker for a gateway or for operators
# docker build --target console -t zca-unlink-bot:console .        a worker with Chromium, for ZCA_DRIVER=console
#
# bin/release takes the same steps without Docker; test/e2e/release.test.ts runs them and holds the two to each other.

FROM node:26-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:26-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json bot.config.ts ./
COPY bin bin
COPY src src
RUN bin/build

FROM node:26-slim AS bot
WORKDIR /app
COPY package.json bot.config.ts ./
COPY bin/built bin/built
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/dist dist
ENV NODE_ENV=production OPS_PORT=9090
# Files belong to root: the bot writes nothing, and runs with a read-only root.
USER node
EXPOSE 3000 9090
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/web.js"]

FROM bot AS console
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-core tini \
  && rm -rf /var/lib/apt/lists/*
# Chromium writes to its home; /tmp is the one place that is writable.
ENV CHROMIUM_PATH=/usr/bin/chromium-headless-shell CONSOLE_SESSION_FILE=/session/console-session.json HOME=/tmp
USER node
# Chromium leaves children behind, which somebody has to collect.
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/src/worker.js"]
