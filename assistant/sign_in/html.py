"""The pages that somebody who is not signed in sees; no scripts, nothing loaded."""

from __future__ import annotations

from html import escape

_STYLE = """
:root { color-scheme: light dark; --ground: #f1f5f9; --card: #ffffff; --text: #1e293b; --quiet: #55637a;
  --line: #cbd5e1; --accent: #1d4ed8; --bad: #b91c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0f172a; --card: #1e293b; --text: #e2e8f0; --quiet: #a3b1c6; --line: #475569; --accent: #2f62d6; --bad: #fca5a5; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 1rem; display: flex; align-items: center; justify-content: center; background: var(--ground);
  color: var(--text); font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
main { width: min(100%, 23rem); padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0; font-size: 1.35rem; }
p { margin: 0.3rem 0 1.3rem; color: var(--quiet); overflow-wrap: anywhere; }
p:last-child { margin-bottom: 0; }
p.bad { margin: 0 0 1.1rem; padding: 0.5rem 0.8rem; color: var(--bad); border: 1px solid; border-radius: 8px; }
label { display: block; margin-bottom: 1.1rem; }
input { display: block; width: 100%; margin-top: 0.25rem; padding: 0.55rem 0.75rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; }
input:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button { width: 100%; margin-top: 0.3rem; padding: 0.6rem; font: inherit; font-weight: 600; color: #ffffff; background: var(--accent); border: 0;
  border-radius: 8px; cursor: pointer; }
button:hover { filter: brightness(1.12); }
"""
CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
"""What these pages may load: their own style, nothing else."""
_TYPED = 'autocapitalize="none" spellcheck="false" maxlength="200"'
_TITLE = "工作报告问答"


def sign_in_page(target: str, name: str = "", problem: str = "") -> str:
    """The page to sign in with.

    Args:
        target: Path to go to afterwards.
        name: The name as typed before.
        problem: Why it did not work before; empty at first.
    """
    shown = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    at_name, at_password = ("", " autofocus") if name else (" autofocus", "")
    return _page(
        "登录",
        f"""<h1>{_TITLE}</h1>
<p>请用管理员给您的账号登录。</p>
{shown}<form method="post" action="sign-in" accept-charset="utf-8">
<input type="hidden" name="next" value="{escape(target)}">
<label>用户名<input name="username" value="{escape(name)}" autocomplete="username" {_TYPED} required{at_name}></label>
<label>密码<input name="password" type="password" autocomplete="current-password" maxlength="200" required{at_password}></label>
<button>登录</button>
</form>""",
    )


def notice_page(text: str) -> str:
    """A page that says why there is nothing to see.

    Args:
        text: What is wrong and what to do.
    """
    return _page("打不开", f"<h1>{_TITLE}</h1>\n<p>{escape(text)}</p>")


def _page(title: str, content: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {_TITLE}</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
