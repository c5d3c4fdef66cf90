"""The application as it is served in trials: a request may name in X-Trials the arms that it runs under."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from django.core.wsgi import get_wsgi_application

served = get_wsgi_application()

from trials.arms import ARMS  # noqa: E402  (the arms know the models, which exist from here on)


class Answer:
    """An answer whose arms end when it has been sent, as those of a transaction that is committed late."""

    def __init__(self, body: Iterable[bytes], arms: ExitStack) -> None:
        self.body, self.arms = body, arms

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        with self.arms:
            self.body.close()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    with ExitStack() as stack:
        for name in filter(None, environ.get("HTTP_X_TRIALS", "").split(",")):
            stack.enter_context(ARMS[name]())
        return Answer(served(environ, start_response), stack.pop_all())
