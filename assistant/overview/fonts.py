"""A font with Chinese characters among those installed."""

from __future__ import annotations

from assistant.errors import ConfigError

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "DengXian",
    "SimHei",
    "HarmonyOS Sans SC",
    "MiSans",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
    "Source Han Sans",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "STHeiti",
    "Heiti SC",
    "SimSun",
    "NSimSun",
    "FangSong",
    "KaiTi",
    "Arial Unicode MS",
)
"""Fonts with simplified Chinese characters, the preferred first: of Linux, Windows and macOS."""
_WITHOUT_CHINESE = "DejaVu Sans"
"""Comes with matplotlib; good enough to measure with where the reader's machine draws the text."""


def measuring_family() -> str:
    """Family to lay out text with that another program draws."""
    return _installed() or _WITHOUT_CHINESE


def chinese_family() -> str:
    """Family to draw Chinese with.

    Raises:
        ConfigError: None is installed.
    """
    family = _installed()
    if family is None:
        raise ConfigError("这台电脑没有装中文字体，画不出图片。请改为下载 SVG 图片或 Excel，或者安装一种中文字体（如 Noto Sans CJK）后重新启动。")
    return family


def _installed() -> str | None:
    from matplotlib.font_manager import fontManager

    names = set(fontManager.get_font_names())
    return next((family for family in FAMILIES if family in names), None)
