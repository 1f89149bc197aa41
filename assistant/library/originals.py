"""The original file of a report: found through the index only, so that no other file can be asked for."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from assistant.errors import AssistantError
from assistant.library.models import Original
from assistant.reading import open_pieces
from ingest.models import FileFailure
from vectorstore.whereabouts import SourcePlace


class OriginalMissingError(AssistantError):
    """The original file is not where it was; the message is Chinese."""

    def __init__(self, name: str) -> None:
        """Say what to do.

        Args:
            name: The file's name.
        """
        super().__init__(f"原文件“{name}”已不在原处，可能被移动、改名或删除了。报告的文字仍可查看；请把文件放回原处，或更新所在的文件夹。")


def find_original(place: SourcePlace) -> Original:
    """Where the original of a source stands.

    Args:
        place: Where the source came from.

    Raises:
        OriginalMissingError: It is not there any more.
    """
    folder = Path(place.folder)
    path = PurePosixPath(place.path)
    for top in (path, *path.parents):
        if top.name and (folder / top).is_file():
            member = None if top == path else place.path
            return Original(path=str(folder / top), member=member, name=path.name, media_type=place.media_type)
    raise OriginalMissingError(path.name)


def member_bytes(place: SourcePlace, original: Original) -> bytes:
    """Bytes of a member of an archive or an e-mail.

    Args:
        place: Where its source came from.
        original: What ``find_original`` found for it.

    Raises:
        OriginalMissingError: The archive does not have it any more.
    """
    top = Path(original.path).relative_to(place.folder).as_posix()
    for item in open_pieces(Path(place.folder), top):
        if not isinstance(item, FileFailure) and item[0].path == original.member:
            return item[1]
    raise OriginalMissingError(original.name)
