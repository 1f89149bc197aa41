"""Questions over Chinese work reports: complete answers with verbatim citations."""

from assistant.api import Assistant, ask
from assistant.errors import AssistantError
from assistant.models import Answer, Citation, Coverage, SurveyRow, SyncResult
from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "AssistantError", "Citation", "Coverage", "Settings", "SurveyRow", "SyncResult", "ask"]
