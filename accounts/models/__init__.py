"""Who may sign in, and the record of what was done."""

from accounts.models.audit import Action, AuditEntry, record
from accounts.models.invitation import Invitation
from accounts.models.tries import Tries
from accounts.models.user import User, UserManager

__all__ = ["Action", "AuditEntry", "Invitation", "Tries", "User", "UserManager", "record"]
