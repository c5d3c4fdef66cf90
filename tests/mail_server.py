"""A mail server as small as a test needs."""

import socket
import threading


class SmallServer:
    """As much of SMTP as a client asks for; `refused`: recipients that it will not have."""

    def __init__(self, refused: tuple[str, ...] = ()) -> None:
        self.received: list[str] = []
        self.refused = refused
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream) -> None:
        def say(line: str) -> None:
            stream.write(line.encode() + b"\r\n")
            stream.flush()

        say("220 uji")
        while line := stream.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "DATA":
                say("354 lanjut")
                self.received.append(b"".join(iter(stream.readline, b".\r\n")).decode())
            elif verb == "RCPT" and any(alamat in line for alamat in self.refused):
                say("550 tidak dikenal")
                continue
            say("221 selesai" if verb == "QUIT" else "250 baik")
            if verb == "QUIT":
                return

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
