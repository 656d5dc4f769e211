# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's speech service, without a voice: answers in the Speech Synthesis Internet Protocol as Speech Dispatcher does.

    service = speech.Service(path, ["en-US", "en"])   # languages of its voices
    service.texts        # what it was told to say, and is saying until finish() or its client cancels
    service.commands     # every command, of all clients
    service.finish()     # the voice comes to the end of the text

speech.mute_dispatcher(...) sets up the real service in a home of its own, with a voice that writes into a file.
"""

import html
import pathlib
import re
import shutil
import socketserver
import sys
import threading

OK = {"SET": "201 OK", "SPEAK": "230 OK RECEIVING DATA", "CANCEL": "210 OK", "QUIT": "231 HAPPY HACKING"}


class _Client(socketserver.StreamRequestHandler):
    def handle(self):
        service = self.server.service
        service.clients.append(self)
        try:
            self.answer(service)
        except ConnectionError:  # it has gone
            pass
        finally:
            service.clients.remove(self)

    def answer(self, service):
        for line in self.rfile:
            command = line.decode().rstrip("\r\n")
            service.commands.append(command)
            verb = command.split()[0].upper()
            if verb == "LIST":
                self.tell(*[f"249-Voice {tag}\t{tag}\tnone" for tag in service.languages], "249 OK VOICE LIST SENT")
            else:
                self.tell(OK[verb])
            if verb == "SPEAK":
                self.listen()
            if verb == "CANCEL":
                self.tell_end("703 CANCELED")
            if verb == "QUIT":
                break

    def listen(self):
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line[1:] if line.startswith(".") else line)
        self.tell("225-7", "225 OK MESSAGE QUEUED", "701-7", "701-1", "701 BEGIN")
        self.server.service.texts.append("\n".join(lines))

    def tell(self, *lines):
        self.wfile.write("".join(line + "\r\n" for line in lines).encode())

    def tell_end(self, event):
        number = event[:3]
        self.tell(f"{number}-7", f"{number}-1", event)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class Service:
    def __init__(self, path, languages):
        self.languages, self.texts, self.commands, self.clients = languages, [], [], []
        self.server = _Server(str(path), _Client)
        self.server.service = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def finish(self):
        """Every client hears that its text was said."""
        for client in list(self.clients):
            client.tell_end("702 END")


def is_installed():
    """Whether the real service is."""
    return shutil.which("speech-dispatcher") is not None


def mute_dispatcher(home, config, said):
    """Sets up the real service for whoever starts it with this home and folder of settings: one English voice, which
    writes what it says into the file said, and no sound."""
    folder = pathlib.Path(config) / "speech-dispatcher"
    (folder / "modules").mkdir(parents=True)
    (pathlib.Path(home) / ".asoundrc").write_text("pcm.!default { type null }\nctl.!default { type null }\n")
    voice = folder / "modules/mute"
    voice.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{__file__}' '{said}'\n")
    voice.chmod(0o700)
    (folder / "speechd.conf").write_text(f'AddModule "mute" "{voice}" ""\nDefaultModule mute\n'
                                         'DefaultLanguage "en"\nAudioOutputMethod "alsa"\nTimeout 2\n')


def _block():
    """The lines up to the one that holds a single full stop."""
    return list(iter(lambda: sys.stdin.readline().rstrip("\n"), "."))


def _be_the_voice(said):
    """An output module of Speech Dispatcher, on standard input and output (its manual, "Communication Protocol for
    Output Modules"). Texts come with marks between their sentences."""
    for line in iter(sys.stdin.readline, ""):
        command = line.rstrip("\n")
        if command in ("AUDIO", "LOGLEVEL", "SET"):
            print("207 OK RECEIVING", flush=True)
            _block()
            print("203 OK", flush=True)
        elif command == "LIST VOICES":
            print("200-mute\ten\tMALE1\n200 OK VOICE LIST SENT", flush=True)
        elif command == "SPEAK":
            print("202 OK RECEIVING MESSAGE", flush=True)
            text = html.unescape(re.sub("<[^>]*>", "", "\n".join(_block())))
            print("200 OK SPEAKING\n701 BEGIN", flush=True)
            pathlib.Path(said).write_text(text)
            print("702 END", flush=True)
        elif command == "QUIT":
            print("210 OK QUIT", flush=True)
            return
        else:
            print("299 OK LOADED SUCCESSFULLY" if command == "INIT" else "210 OK", flush=True)


if __name__ == "__main__":
    _be_the_voice(sys.argv[1])
