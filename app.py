"""Open the page: ``python app.py``. Without further words it uses the example reports."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant import Assistant, AssistantError
from assistant.cli import sync_summary, sync_with_bar
from assistant.page import launch
from assistant.settings import load_settings

_EXAMPLES = Path(__file__).parent / "examples" / "reports"


def main() -> int:
    """Bring the index up to date where asked to, then serve the page.

    Returns:
        Exit code.
    """
    parser = argparse.ArgumentParser(description="打开工作报告问答网页。")
    parser.add_argument("--index", type=Path, help="索引文件夹（默认取 REPORT_ASSISTANT_INDEX，否则为 ./index）")
    parser.add_argument("--reports", type=Path, help="材料文件夹；每次启动时更新。不给时，空索引会导入自带的示例材料")
    parser.add_argument("--port", type=int, help="端口（默认 7860 起第一个空闲的）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    options = parser.parse_args()
    try:
        settings = load_settings(**({"index": options.index} if options.index else {}))
        with Assistant(settings, create=True) as assistant:
            folder = options.reports or (None if assistant.reports() else _EXAMPLES)
            if options.reports and assistant.remove_folder(_EXAMPLES):
                print("索引里的示例材料已移除，以免混入您的材料。", flush=True)
            if folder:
                print(f"正在导入“{folder}”……（第一次运行要准备向量模型，约需一分钟）", flush=True)
                print(sync_summary(sync_with_bar(assistant, folder)), flush=True)
            launch(assistant, port=options.port, open_browser=not options.no_browser)
    except AssistantError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
