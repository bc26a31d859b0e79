FROM python:3.11-slim-bookworm

# What WeasyPrint loads to make the PDFs.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR_DIR=/srv/var

WORKDIR /srv/portal
COPY requirements/core.txt requirements/core.txt
RUN pip install --no-cache-dir --require-hashes --requirement requirements/core.txt

COPY . .
RUN useradd --system --create-home portal \
    && mkdir -p /srv/var/media /srv/var/reports \
    && SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=sqlite://:memory: \
        python manage.py collectstatic --no-input --verbosity 0 \
    && chown -R portal /srv/var

USER portal
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--access-logfile", "-"]
