"""A folder as queue: what kombu's ``filesystem`` does, without messages that are read half-written.

Kombu locks a message while it writes it, but reads without asking for the lock; a worker that meets an
empty file ends. Here a message gets its name when it is whole, and whoever renames it first has it.
"""

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import bytes_to_str, str_to_bytes
from kombu.utils.json import dumps, loads

TRANSPORT_ALIASES["folder"] = "config.folder_queue:Transport"


class Channel(filesystem.Channel):
    """Messages as files; those whose name begins with a dot are being written or read."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        number = uuid.uuid4()
        draft = folder / f".{number}"
        try:
            draft.write_bytes(str_to_bytes(dumps(payload)))
            draft.replace(folder / f"{time.time_ns()}_{number}.{queue}.msg")
        except OSError as error:
            raise ChannelError(f"A message cannot be left in {folder}: {error.strerror}") from error

    def _get(self, queue: str) -> Any:  # type: ignore[override]
        folder = Path(self.data_folder_in)
        for path in sorted(folder.glob(f"[!.]*.{queue}.msg")):
            if path.name.partition(".")[2] != f"{queue}.msg":
                continue  # of a queue whose name ends alike
            taken = folder / f".{path.name}"
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            content = taken.read_bytes()
            taken.unlink()
            return loads(bytes_to_str(content))
        raise Empty

    def oldest(self, queue: str) -> float | None:
        """When the oldest waiting message was left, in seconds since 1970; none where none waits."""
        own = f"{queue}.msg"
        names = (path.name for path in Path(self.data_folder_in).glob(f"[!.]*.{queue}.msg"))
        sent = [name.partition("_")[0] for name in names if name.partition(".")[2] == own]
        return min(map(int, sent)) / 1e9 if sent else None


class Transport(filesystem.Transport):
    """For brokers at ``folder://``."""

    Channel = Channel
