"""Who somebody is by user name and password."""

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class AccountBackend(ModelBackend):
    """Django's, but for a closed account: its password is checked like any other, and opens nothing.

    The login form tells who knows it that the account is closed. With a look of its own for that, the answer
    to a wrong password would take twice as long and so tell everybody.
    """

    def user_can_authenticate(self, user: User) -> bool:
        """Whoever knows the password; whether that is enough decides the form (`confirm_login_allowed`)."""
        return True

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, if the account is open."""
        user = super().get_user(user_id)
        return user if user is not None and user.is_active else None
