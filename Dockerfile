# Beston in an image. Keep /data and /keys on volumes, and set BESTON_BASE_URL:
#   docker build -t beston .
#   docker run -p 8000:8000 -v beston-data:/data -v beston-keys:/keys -e BESTON_BASE_URL=https://beston.example.org beston
# On SQLite it sends letters by itself: add -e BESTON_SMTP_URL=smtp+starttls://name:password@mail.example.org:587.
# Whose public holidays are kept free is -e BESTON_HOLIDAYS=GB-SCT, a country or a part of one.
# With PostgreSQL `beston worker` sends them, from the same image: compose.yaml.

# What pages are made of, by npm.
FROM node:22-slim AS packages
WORKDIR /beston
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

# The environment, and styles, scripts and the typeface made from those packages.
FROM python:3.12-slim AS made
WORKDIR /beston
RUN python -m venv /venv
COPY pyproject.toml constraints.txt ./
COPY app app
RUN /venv/bin/pip install --no-cache-dir -c constraints.txt -e .
COPY bin/assets bin/assets
COPY static static
COPY package.json package-lock.json .npmrc ./
COPY --from=packages /beston/node_modules node_modules
RUN /venv/bin/python bin/assets

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /beston beston \
 && install -d -o beston -g beston -m 0700 /data /keys
WORKDIR /beston
COPY --from=made /venv /venv
COPY --from=made /beston/static static
COPY --from=made /beston/build build
COPY --from=made /beston/beston.egg-info beston.egg-info
COPY pyproject.toml alembic.ini LICENSE ./
COPY app app
COPY migrations migrations
COPY templates templates
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    BESTON_ENVIRONMENT=production \
    BESTON_DATA_DIR=/data \
    BESTON_KEYS_DIR=/keys
USER beston
VOLUME ["/data", "/keys"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["sh", "-c", "beston migrate && exec beston serve --host 0.0.0.0 --port 8000"]
