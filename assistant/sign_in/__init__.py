"""Who may use the page: signing in, roles, and what keeps strangers out."""

from assistant.sign_in.guard import Guard, user_name
from assistant.sign_in.models import LOCAL_EDITOR, Role, User
from assistant.sign_in.policy import Policy, SignIn, check_binding, make_policy

__all__ = ["LOCAL_EDITOR", "Guard", "Policy", "Role", "SignIn", "User", "check_binding", "make_policy", "user_name"]
