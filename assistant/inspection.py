"""What the reader sees in a file, without touching an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.errors import ConfigError
from assistant.reading import open_pieces, read_piece
from assistant.wording import REGION_BASIS
from ingest.models import FileFailure, ParsedReport, Region, Section, SourceFile
from ingest.readers import PageProgress, untold

_SHOWN = 60
"""Longest quoted piece in the tree, in characters."""


class FileInspection(BaseModel):
    """What the reader saw in one file, or in one member of an archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    """Name of the file; ``archive.zip/member.docx`` for a member."""
    media_type: str | None = None
    """IANA media type by content; None when the file could not be opened."""
    pages: int = 0
    """Pages, for paged formats."""
    recognised_pages: tuple[int, ...] = ()
    """One-based pages whose text was recognised in a picture."""
    reports: tuple[ParsedReport, ...] = ()
    """The reports found, with sections, passages and cuts."""
    failure: FileFailure | None = None
    """Why nothing was read."""


def inspect_file(path: Path | str, progress: PageProgress = untold) -> tuple[FileInspection, ...]:
    """Read a file as an update of the index would, and tell what was seen.

    Args:
        path: The file.
        progress: Told the page done and the pages in all while pages are read.

    Returns:
        One inspection, or one for each member of an archive or e-mail.

    Raises:
        ConfigError: There is no such file, or it is a folder.
    """
    path = Path(path)
    if not path.exists():
        raise ConfigError(f"文件“{path}”不存在。请检查路径是否写对。")
    if path.is_dir():
        raise ConfigError(f"“{path}”是文件夹。请给出一个文件；导入整个文件夹用 report-assistant ingest。")
    return tuple(_inspect(item, progress) for item in open_pieces(path.resolve().parent, path.name))


def _inspect(item: tuple[SourceFile, bytes] | FileFailure, progress: PageProgress) -> FileInspection:
    if isinstance(item, FileFailure):
        return FileInspection(source=item.source, failure=item)
    file, data = item
    reading = read_piece(file.path, file.path, data, progress)
    if isinstance(reading, FileFailure):
        return FileInspection(source=file.path, media_type=file.media_type, failure=reading)
    return FileInspection(
        source=file.path,
        media_type=file.media_type,
        pages=len(reading.extraction.pages),
        recognised_pages=reading.extraction.recognised_pages,
        reports=reading.reports,
    )


def inspection_tree(inspection: FileInspection) -> str:
    """An inspection as a tree for the terminal.

    Args:
        inspection: What was seen in one file.
    """
    head = inspection.source + (f"（{inspection.media_type}）" if inspection.media_type else "")
    if inspection.failure:
        return f"{head}\n└─ 没有读出内容：{inspection.failure.message}"
    facts = [f"{len(inspection.reports)} 份材料"]
    if inspection.pages:
        facts.append(f"{inspection.pages} 页")
    if inspection.recognised_pages:
        facts.append(f"其中 {len(inspection.recognised_pages)} 页由图像识别（请对照原件核对）")
    lines = [f"{head}：{'，'.join(facts)}"]
    for i, parsed in enumerate(inspection.reports):
        last = i + 1 == len(inspection.reports)
        lines.append(f"{'└─' if last else '├─'} 第{i + 1}篇 {parsed.report.title}")
        lines += [f"{'   ' if last else '│  '}{line}" for line in _report_lines(parsed)]
    return "\n".join(lines)


def _report_lines(parsed: ParsedReport) -> Iterator[str]:
    report = parsed.report
    end = parsed.start + len(report.text)
    yield f"位置：第 {parsed.start + 1}–{end} 字（共 {len(report.text)} 字）“{_short(report.text[:_SHOWN])}” 至 “{_short(report.text[-20:])}”"
    period = "，".join(filter(None, (f"{report.year}年" if report.year else "年份未知", report.period, report.outlook)))
    yield f"类型：{report.doc_type}，{period}{'' if report.official else '；不是公文，调查类问题不计入'}"
    yield f"地区：{_region_line(report.region)}"
    if report.issuer:
        yield f"发文单位：{report.issuer}"
    headings = [s for s in parsed.sections if s.level]
    yield f"大纲：{len(headings)} 个标题" + ("" if headings else "（没有编号或标题）")
    yield from (f"  {'  ' * (s.level - 1)}{_heading(s)}" for s in headings)
    if parsed.cuts:
        counts = Counter(cut.reason for cut in parsed.cuts)
        yield f"删去：{'，'.join(f'{reason} {count} 处' for reason, count in counts.items())}"
        yield from (f"  第 {parsed.start + cut.start + 1} 字处［{cut.reason}］{_short(cut.text)}" for cut in parsed.cuts)


def _region_line(region: Region) -> str:
    if region.name is None:
        return "未知"
    code = f"，代码 {region.code}" if region.code else ""
    return f"{region.name}（{REGION_BASIS[region.basis]}{code}）依据：{_quoted(region.evidence)}"


def _quoted(pieces: Sequence[str]) -> str:
    return "、".join(f"“{_short(piece)}”" for piece in pieces) or "无"


def _heading(section: Section) -> str:
    return _short(section.heading_path[-1])


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
