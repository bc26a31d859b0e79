"""The emblem of the European Union as pixels, for files that cannot hold its drawing."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw

DESCRIPTION = "Emblem of the European Union"
HEIGHT = 324
FINER = 4
"""Stars are drawn so much larger and then reduced, which makes their edges smooth."""


@cache
def emblem_png() -> bytes:
    """A PNG drawn from ``static/portal/eu-emblem.svg``: a field, and stars of straight lines."""
    drawing = Path(settings.BASE_DIR, "static", "portal", "eu-emblem.svg").read_text()
    width, height = map(int, re.findall(r"viewBox=\"0 0 (\d+) (\d+)\"", drawing)[0])
    field, stars = re.findall(r"fill=\"(#\w{6})\"", drawing)
    (paths,) = re.findall(r" d=\"([^\"]+)\"", drawing)
    scale = HEIGHT * FINER / height
    size = (round(width * scale), HEIGHT * FINER)
    image = Image.new("RGB", size, field)
    pen = ImageDraw.Draw(image)
    for path in paths.split("z")[:-1]:
        pen.polygon([float(number) * scale for number in re.findall(r"[\d.]+", path)], fill=stars)
    smooth = image.resize((size[0] // FINER, HEIGHT), Image.Resampling.LANCZOS)
    target = BytesIO()
    smooth.save(target, "PNG", optimize=True)
    return target.getvalue()
