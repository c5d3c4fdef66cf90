"""Exit 1 with one sentence unless the port named by the argument can be bound on 127.0.0.1."""

import socket
import sys


def refusal(text: str) -> str | None:
    """Why the port cannot be used, or None."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        return f"PORT={text} is not a port: give a number from 1 to 65535, for example PORT=8001."
    with socket.socket() as probe:
        # As gunicorn does: a port that was left a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            return f"PORT={text} cannot be used ({error.strerror}): choose another, for example PORT=8001."
    return None


if __name__ == "__main__":
    sys.exit(refusal(sys.argv[1]))
