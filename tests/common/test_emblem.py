"""The emblem as pixels has the field and the twelve stars of its drawing."""

import io
from math import cos, pi, sin

from PIL import Image

from common.emblem import emblem_png

FIELD, STAR = (0, 0x33, 0x99), (0xFF, 0xCC, 0)


def test_twelve_stars_stand_in_a_circle_on_the_field():
    image = Image.open(io.BytesIO(emblem_png()))
    width, height = image.size
    assert width * 2 == height * 3
    for hour in range(12):
        angle = hour * pi / 6
        star = (width / 2 + height / 3 * sin(angle), height / 2 - height / 3 * cos(angle))
        between = angle + pi / 12
        gap = (width / 2 + height / 3 * sin(between), height / 2 - height / 3 * cos(between))
        assert image.getpixel(tuple(map(round, star))) == STAR
        assert image.getpixel(tuple(map(round, gap))) == FIELD
    assert image.getpixel((0, 0)) == image.getpixel((width // 2, height // 2)) == FIELD
