"""The scripts in docs/examples, run as a person runs them; all three must write the same."""

from __future__ import annotations

import csv
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Dict, List

from world import HUB, SANDBOX, TRIMBLE, World, register, sandbox

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples" / "trimble-todos"
SCRIPT = {
    "TC_AUTHORITY": f"{SANDBOX}/trimble-id",
    "TC_MASTER": f"{SANDBOX}/connect-na",
    "TCKEY": "trimble-script",
    "TCSEC": "trimble-script-secret",
}


def languages(java_classes: str = "") -> Dict[str, List[str]]:
    """How each script is started; Java from its source where it has not been compiled."""
    node = shutil.which("node")
    java = os.environ.get("TENON_TEST_JAVA") or shutil.which("java")
    if node is None:
        raise AssertionError("node was not found: install Node.js 18 or newer")
    if java is None:
        raise AssertionError("java was not found: install a JDK 17 or newer")
    program = ["-cp", java_classes, "Todos"] if java_classes else [str(EXAMPLES / "Todos.java")]
    return {
        "python": [sys.executable, str(EXAMPLES / "todos.py")],
        "javascript": [node, str(EXAMPLES / "todos.mjs")],
        "java": [java, "-XX:TieredStopAtLevel=1", *program],
    }


class ExamplesTest(World):
    classes: "tempfile.TemporaryDirectory[str]"

    @classmethod
    def setUpClass(cls) -> None:
        """Compiles once what ``java Todos.java`` compiles each time."""
        cls.classes = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.classes.cleanup)
        javac = str(Path(languages()["java"][0]).with_name("javac"))
        flags = ["-Xlint:all,-serial", "-Werror", "-encoding", "UTF-8", "--release", "17"]
        subprocess.run([javac, *flags, "-d", cls.classes.name, str(EXAMPLES / "Todos.java")], check=True)

    def setUp(self) -> None:
        super().setUp()
        self.directory = Path(self.enterContext_(tempfile.TemporaryDirectory()))

    def start(
        self, language: str, *words: str, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        known = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [*languages(self.classes.name)[language], *words, "--to", str(self.directory / language)],
            env={**known, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    def written(self, language: str) -> Dict[str, bytes]:
        root = self.directory / language
        return {str(it.relative_to(root)): it.read_bytes() for it in root.rglob("*") if it.is_file()}

    def all_write_the_same(self, *words: str, **variables: str) -> Dict[str, bytes]:
        found = []
        for language in languages():
            done = self.start(language, *words, **variables)
            self.assertEqual(done.returncode, 0, f"{language}: {done.stderr}")
            found.append(self.written(language))
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])
        return found[0]

    def all_refuse(self, *words: str, **variables: str) -> List["subprocess.CompletedProcess[str]"]:
        return [self.start(language, *words, **variables) for language in languages()]

    def test_java_runs_from_its_source_where_no_locale_is_set(self) -> None:
        known = {"PATH": os.environ.get("PATH", "")}
        command = [*languages()["java"], "Depot east", "--to", str(self.directory / "x")]
        done = subprocess.run(command, env={**known, **SCRIPT}, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        names = {it.name for it in (self.directory / "x").rglob("*")}
        self.assertIn("todos.csv", names)
        self.assertIn("Pl_ne _bersicht.pdf", names)

    def test_todos_of_a_project_come_with_their_attachments(self) -> None:
        files = self.all_write_the_same("Harbour bridge", **SCRIPT)

        table = list(csv.DictReader(files["todos.csv"].decode().splitlines()))
        self.assertEqual(len(table), 24)
        attached = [place for row in table for place in row["attachments"].split(" | ") if place]
        links = {place for place in attached if place.startswith("https://")}
        self.assertEqual(set(attached) - links, set(files) - {"todos.csv"})
        self.assertEqual((len(files) - 1, len(links)), (16, 8))
        self.assertEqual({row["region"] for row in table}, {"europe"})

    def test_long_list_is_read_to_its_end(self) -> None:
        sandbox("tuning", {"todos": 1050})
        files = self.all_write_the_same("Thousand bolts", "Depot east", **SCRIPT)
        self.assertEqual(len(files["todos.csv"].decode().splitlines()), 1 + 1050 + 24)

    def test_traps_are_passed_while_all_projects_of_all_regions_are_taken(self) -> None:
        client = {"client_id": "a:b c%2B+é", "client_secret": "s:%/ +&=ü"}
        known = {"provider": "trimble-id", "scope": "openid", "apis": ["connect"]}
        sandbox("clients", {**client, **known, "grant_types": ["client_credentials"]})
        sandbox("tuning", {"todos": 3, "content_type_breaks_get": True})
        wait = {"kind": "status", "status": 429, "retry_after": "1", "times": 3}
        sandbox("faults", {**wait, "provider": "connect-asia", "endpoint": "api"})
        keys = {"TCKEY": client["client_id"], "TCSEC": client["client_secret"]}

        files = self.all_write_the_same(**{**SCRIPT, **keys})

        table = list(csv.DictReader(files["todos.csv"].decode().splitlines()))
        self.assertEqual({it["region"] for it in table}, {"northAmerica", "europe", "asia"})

    def test_exchange_that_is_refused_brings_the_advice_to_connect_once(self) -> None:
        refusal = {"kind": "status", "status": 401, "times": "always", "endpoint": "api"}
        sandbox("faults", {**refusal, "provider": "connect-na"})
        for done in self.all_refuse(**SCRIPT):
            self.assertEqual(done.returncode, 3)
            self.assertIn("Connect once in a browser, and let a Tenon hub keep", done.stderr)

    def test_name_of_no_project_shows_those_that_there_are(self) -> None:
        for done in self.all_refuse("Harbor", **SCRIPT):
            self.assertEqual(done.returncode, 3)
            self.assertIn("Depot east, Grain terminal, Harbour bridge", done.stderr)

    def test_missing_variable_is_named(self) -> None:
        for done in self.all_refuse():
            self.assertEqual(done.returncode, 3)
            self.assertIn("TCKEY is not set", done.stderr)

    def hub_variables(self, integration: str) -> Dict[str, str]:
        return {
            "TC_MASTER": SCRIPT["TC_MASTER"],
            "TENON_URL": HUB,
            "TENON_API_KEY": self.key,
            "TENON_USER": self.user,
            "TENON_INTEGRATION": integration,
        }

    def test_hub_gives_the_token_of_a_user_who_connected_once(self) -> None:
        name = self.connected(TRIMBLE)
        files = self.all_write_the_same("--hub", "Harbour bridge", **self.hub_variables(name))
        self.assertEqual(len(files), 17)

    def test_token_that_ends_on_the_way_is_replaced_by_the_hub(self) -> None:
        for language in languages():
            name = self.connected(TRIMBLE)
            refusal = {"kind": "status", "status": 401, "endpoint": "api"}
            sandbox("faults", {**refusal, "provider": "connect-asia"})

            done = self.start(language, "--hub", "Depot east", **self.hub_variables(name))

            self.assertEqual(done.returncode, 0, f"{language}: {done.stderr}")
            held = next(iter(self.hub.connections(integration=name)))
            self.assertEqual(held["refresh"]["token_version"], 2, language)

    def test_user_who_has_not_connected_is_told_where(self) -> None:
        for done in self.all_refuse("--hub", **self.hub_variables(register(TRIMBLE))):
            self.assertEqual(done.returncode, 4)
            self.assertIn(f"Connect here: {HUB}/connect/", done.stderr)

    def test_provider_cannot_have_a_file_written_elsewhere(self) -> None:
        """Against a server that means harm, which the sandbox does not."""
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Harmful)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            files = self.all_write_the_same(**{**SCRIPT, "TC_AUTHORITY": url, "TC_MASTER": url})
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
        self.assertEqual(
            set(files),
            {"todos.csv", ".._.._p/_/.._.._evil", ".._.._p/_/f2-.._.._evil", "7-TODOS.CSV/.._/n_ul"},
        )
        outside = {it.name for it in self.directory.iterdir()}
        self.assertEqual(outside, set(languages()))


class Harmful(http.server.BaseHTTPRequestHandler):
    """A Trimble Connect whose names lead elsewhere."""

    def do_GET(self) -> None:  # noqa: N802 - the base class's name
        here = f"http://{self.headers['Host']}"
        api = f"{here}/tc/api/2.0/"
        path = self.path.partition("?")[0].replace("/tc/api/2.0/", "")
        files = [{"type": "FILE", "id": f"f{n}", "name": "../../evil"} for n in (1, 2)]
        answers: Dict[str, Any] = {
            "regions": [{"location": "x", "tc-api": api}],
            "projects": [{"id": "6", "name": "../../p"}, {"id": "7", "name": "TODOS.CSV"}],
            "todos/1/attachments": files,
            "todos/2/attachments": [{"type": "FILE", "id": "f3", "name": "n\u0000ul"}],
        }
        if path == "todos":
            one = {"id": "1", "label": "..", "title": 'a "quoted", title\nof two lines'}
            answers["todos"] = [one] if self.path.endswith("=6") else [{"id": "2", "label": "../"}]
        if path.startswith("files/"):
            answers[path] = {"url": f"{here}/signed"}
        self.answer(answers.get(path, {}))

    def do_POST(self) -> None:  # noqa: N802 - the base class's name
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"id_token": "i", "token": "t"})

    def answer(self, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""
