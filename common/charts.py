"""Vega-Lite to SVG: no browser, no network, the portal's own letters, equal bytes for equal input.

The library behind it runs a JavaScript engine with threads of its own. A process that was forked
from one that has drawn would wait for them for ever, so such a process draws in a new one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import vl_convert

Spec = Mapping[str, Any]
"""A Vega-Lite specification with its data inside."""

VEGA_LITE = "6.4"
"""Named, so that a new version of the library does not change how charts look."""

PATIENCE = 60
"""Seconds; drawing in a new process takes one."""

_starting = Lock()
_drawn_in: int | None = None


def draw(spec: Spec, fonts: Path) -> str:
    """The specification as SVG, as the library writes it; ``fonts`` is a folder of font files.

    Raises ``ValueError`` for a specification that is wrong or refers to anything outside itself.
    """
    global _drawn_in
    if _refers_outside(spec):
        raise ValueError("A chart holds its data itself: no address may stand in it.")
    with _starting:
        is_forked = _drawn_in not in (None, os.getpid())
        if not is_forked and _drawn_in is None:
            vl_convert.register_font_directory(str(fonts))
            _drawn_in = os.getpid()
    return _draw_in_new_process(spec, fonts) if is_forked else _convert(spec)


def _convert(spec: Spec) -> str:
    svg: str = vl_convert.vegalite_to_svg(
        dict(spec),
        vl_version=VEGA_LITE,
        show_warnings=False,
        allowed_base_urls=[],
    )
    return svg


def _refers_outside(part: Any) -> bool:
    """The library would refuse addresses in the network, and read files."""
    if isinstance(part, Mapping):
        return "url" in part or any(map(_refers_outside, part.values()))
    return isinstance(part, list | tuple) and any(map(_refers_outside, part))


def _draw_in_new_process(spec: Spec, fonts: Path) -> str:
    # The program is this very file, and what it reads is data.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", __file__],
        input=json.dumps({"spec": spec, "fonts": str(fonts)}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise ValueError(done.stderr.strip()[-500:])
    return done.stdout


def main() -> None:
    """Read a specification and the folder of fonts from standard input, write the SVG."""
    asked = json.load(sys.stdin)
    sys.stdout.write(draw(asked["spec"], Path(asked["fonts"])))


if __name__ == "__main__":
    main()
