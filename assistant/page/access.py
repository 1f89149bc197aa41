"""What a route asks about its user: FastAPI dependencies, and the route that tells the page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request

from assistant.sign_in.models import Role, User
from assistant.sign_in.policy import Policy, SignIn


def reader(request: Request) -> User:
    """Dependency of a route that everybody who is signed in may use.

    Args:
        request: The request, which the guard has seen.

    Raises:
        HTTPException: 401, nobody is signed in (or no guard stands before the route).
    """
    user = getattr(request.state, "user", None)
    if not isinstance(user, User):
        raise HTTPException(401, "请先登录。")
    return user


def editor(request: Request) -> User:
    """Dependency of a route that changes the collection.

    Args:
        request: The request, which the guard has seen.

    Raises:
        HTTPException: 401, nobody is signed in; 403, the user may only read.
    """
    user = reader(request)
    if user.role is not Role.EDITOR:
        raise HTTPException(403, "您的账号只能查看和提问，不能导入、修改或移除材料。需要时请管理员把账号改为编辑者。")
    return user


def router(policy: Policy) -> APIRouter:
    """The route that tells the page who uses it.

    Args:
        policy: How users sign in.
    """
    routes = APIRouter()

    @routes.get("/app/user")
    def user(user: Annotated[User, Depends(reader)]) -> dict[str, str | bool]:
        return {
            "name": user.name,
            "role": user.role,
            "signIn": policy.sign_in is not SignIn.NONE,
            "signOut": policy.sign_in is SignIn.USERS,
        }

    return routes
