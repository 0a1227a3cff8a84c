"""What the web application is started with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.desk.settings import DeskSettings
from dragoman.merge import MergeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """``ledger`` is a file name or SQLAlchemy URL. Without ``login`` whoever reaches the address may do all,
    which is allowed on loopback alone. ``names`` are those that people call it by, where a proxy or a
    name server leads to it; ``proxies`` are the addresses of proxies, which are believed in who asks and by
    which scheme. ``kept_mb`` bounds what a process keeps of pages that it made, and
    ``kept_documents`` how many documents it keeps ready. ``upload_mb`` is the most that one upload may have,
    ``upload_files`` the most files in it, and ``unpacked_mb`` the most that these may be once unpacked.
    ``trade`` names files of trade figures, for the answers on avenues and areas, and
    ``pair_documents`` is how many of the newest documents on two parties a page of theirs looks at.
    ``shared`` is a folder in which several processes that serve one ledger keep their pages, and ``place``
    what stands in these where each reader's own token goes: words that nobody can know."""

    ledger: str = "dragoman.db"
    login: bool = True
    host: str = "127.0.0.1"
    port: int = 8321
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    merging: MergeSettings | None = None
    weights: DeskSettings = field(default_factory=DeskSettings)
    kept_mb: int = 64
    kept_documents: int = 5_000
    upload_mb: int = 200
    upload_files: int = 2_000
    unpacked_mb: int = 1_000
    trade: tuple[str, ...] = ()
    pair_documents: int = 60
    shared: Path | None = None
    place: str = field(default_factory=lambda: f"csrf-{secrets.token_hex(16)}", repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise ValueError(f"{self.port}: a port is between 0 and 65535")
