from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import Headers

from assistant.errors import ConfigError
from assistant.sign_in import Policy, Role, SignIn, check_binding, make_policy
from assistant.sign_in.addresses import client_address, is_within
from assistant.sign_in.editing import add_user


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "server7", ""])
def test_wider_than_this_machine_needs_sign_in_or_a_clear_word(host: str) -> None:
    with pytest.raises(ConfigError) as raised:
        check_binding(host, sign_in=False, open_to_network=False)
    for part in ("任何人", "users_file", "user_header", "open_to_network"):
        assert part in str(raised.value)
    check_binding(host, sign_in=True, open_to_network=False)
    check_binding(host, sign_in=False, open_to_network=True)
    with pytest.raises(ConfigError, match="open_to_network"):
        make_policy(host=host)
    assert make_policy(host=host, user_header="X-User").sign_in is SignIn.HEADER


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_needs_neither(host: str) -> None:
    check_binding(host, sign_in=False, open_to_network=False)
    assert make_policy(host=host) == Policy()


def test_how_users_sign_in(users_file: Path) -> None:
    assert make_policy(users_file=users_file).sign_in is SignIn.USERS
    by_header = make_policy(users_file=users_file, user_header="X-User")
    assert by_header.sign_in is SignIn.HEADER
    assert by_header.users is not None


def test_settings_that_are_wrong(tmp_path: Path, users_file: Path) -> None:
    with pytest.raises(ConfigError, match="没有用户文件"):
        make_policy(users_file=tmp_path / "none")
    empty = tmp_path / "users"
    add_user(empty, "proxied", Role.READER, "")
    with pytest.raises(ConfigError, match="没有能登录的用户"):
        make_policy(users_file=empty)
    assert make_policy(users_file=empty, user_header="X-User").users is not None
    users_file.write_text("x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="第 1 行"):
        make_policy(users_file=users_file)
    for header in ("X User", "X-User:", "用户", "a\nb"):
        with pytest.raises(ConfigError, match="user_header"):
            make_policy(user_header=header)
    for proxy in ("localhost", "10.0.0", "", "1.2.3.4/99"):
        with pytest.raises(ConfigError, match="trusted_proxies"):
            make_policy(user_header="X-User", proxies=[proxy])


def test_trusted_addresses() -> None:
    proxies = make_policy(proxies=["127.0.0.1", "10.1.0.0/16", "fd00::/8"]).proxies
    for address in ("127.0.0.1", "10.1.2.3", "fd00::7", "::ffff:10.1.2.3"):
        assert is_within(address, proxies), address
    for address in ("127.0.0.2", "10.2.0.1", "::1", "::ffff:10.2.0.1", "", None, "testclient", "10.1.2.3, 1.1.1.1"):
        assert not is_within(address, proxies), address


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "192.168.1.9", "192.168.1.9"),
        ("127.0.0.1", "1.1.1.1, 192.168.1.9", "192.168.1.9"),
        ("127.0.0.1", "192.168.1.9, 127.0.0.1", "192.168.1.9"),
        ("192.168.1.9", "1.1.1.1", "192.168.1.9"),
        (None, "1.1.1.1", ""),
    ],
)
def test_the_users_address_behind_proxies(peer: str | None, told: str | None, address: str) -> None:
    headers = Headers({} if told is None else {"X-Forwarded-For": told})
    assert client_address(peer, headers, Policy()) == address
