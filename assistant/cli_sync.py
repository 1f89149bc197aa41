"""An update of the index as the command line shows it."""

from __future__ import annotations

import sys
from pathlib import Path

from tqdm import tqdm

from assistant.api import Assistant
from assistant.models import SyncResult
from assistant.syncing import SyncProgress


def sync_with_bar(assistant: Assistant, folder: Path) -> SyncResult:
    """Update the index with a progress bar on the error stream.

    Args:
        assistant: The open assistant.
        folder: Folder of reports.
    """
    with tqdm(desc="导入", unit="份", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def show(step: SyncProgress) -> None:
            bar.total = step.total
            page = f" 第 {step.page}/{step.pages} 页" if step.pages else ""
            bar.set_postfix_str(f"已算向量 {step.embedded} 段{page} {step.path[-24:]}", refresh=False)
            bar.update(step.done - bar.n)
            bar.refresh()

        return assistant.sync(folder, show)


def sync_summary(result: SyncResult) -> str:
    """What an update did, in words for staff.

    Args:
        result: The update's result.
    """
    counts = (
        f"新增 {len(result.added)}，更新 {len(result.replaced)}，未变 {len(result.unchanged)}，移除 {len(result.removed)}，失败 {len(result.failed)}"
    )
    lines = [f"完成：{counts}（新计算向量 {result.embedded} 段，用时 {result.elapsed_s:.1f} 秒）。"]
    lines += [f"  失败  {failure.source}：{failure.message}" for failure in result.failed]
    if result.skipped:
        lines.append(f"  另有 {len(result.skipped)} 个文件在网页里移除过，没有收入（可在网页的“材料”里恢复）。")
    return "\n".join(lines)
