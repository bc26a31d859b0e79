FROM python:3.11.15-slim-bookworm

# What WeasyPrint loads to make the PDFs, and the programs that back up PostgreSQL.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    HOME=/tmp \
    VAR_DIR=/srv/var

WORKDIR /srv/portal
# "errors" instead of "core" adds what sends errors to SENTRY_DSN.
ARG REQUIREMENTS=core
COPY requirements/${REQUIREMENTS}.txt requirements/${REQUIREMENTS}.txt
RUN pip install --no-cache-dir --require-hashes --requirement requirements/${REQUIREMENTS}.txt

# A number that docker-compose.yml names, too; new volumes take over the owner of these folders.
RUN useradd --system --uid 10001 --user-group --home-dir /tmp portal \
    && mkdir -p /srv/var/media /srv/var/reports /srv/backups \
    && chown -R 10001:10001 /srv/var /srv/backups

COPY . .
RUN python scripts/messages.py --compile \
    && SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=sqlite://:memory: \
        python manage.py collectstatic --no-input --verbosity 0

USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
