"""Rules that need no hub."""

from __future__ import annotations

import http.server
import json
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, List

import tenon
from tenon import config, hints, paging, regions, toml
from tenon.run import app as running
from tenon.run import small_requests, terminal
from tenon.wire import Answer

FILES = (
    'a = "x"\n',
    "# all\n\na = 'x' # end\nb = [ 1, -2,\n  # between\n  3, ]\nc = true\nd = 1.5\n",
    '[table]\nx = "\\u00e4\\n\\"q\\""\n[table.inner]\ny = []\n',
    'oauth2_integrations = [\n"aps-integration-1"\n]\n',
    "a = ['x', \"y\"]\r\nb = false\r\n",
)
FAULTS = ("a = x", 'a = "x', "a = [1", "a = 1 2", "= 1", "a = 1\na = 2", "a", 'a = """x"""', "a = [1 2]")


class TomlTest(unittest.TestCase):
    def test_small_reader_reads_as_pythons_own_does(self) -> None:
        for text in FILES:
            with self.subTest(text=text):
                found = toml.read_small(text)
                self.assertEqual(found, toml.read(text))
                if sys.version_info >= (3, 11):
                    import tomllib

                    self.assertEqual(found, tomllib.loads(text))

    def test_faults_are_told_with_their_line(self) -> None:
        for text in FAULTS:
            with self.subTest(text=text), self.assertRaisesRegex(ValueError, "line [12]"):
                toml.read_small(text + "\n")


class ConfigTest(unittest.TestCase):
    def test_nearest_name_is_suggested(self) -> None:
        declared = config.AppConfig(None, ("my-viktor-integration", "trimble-conect"))
        said = config.mismatch("trimble-connect", declared)
        self.assertIn("Did you mean 'trimble-conect'?", said or "")
        self.assertIsNone(config.mismatch("trimble-conect", declared))
        self.assertIsNone(config.mismatch("x", None))

    def test_list_that_is_no_list_of_texts_is_told(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            (Path(directory) / config.FILE).write_text("oauth2_integrations = 5\n")
            with self.assertRaisesRegex(tenon.ConfigurationError, "list of texts"):
                config.beside(Path(directory) / "app.py")


class AppFileTest(unittest.TestCase):
    def load(self, code: str) -> running.App:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        file = Path(directory.name) / "app.py"
        file.write_text(code)
        return running.load(file)

    def test_file_that_is_no_app_is_told(self) -> None:
        for code, said in (
            ("x = 1\n", "no class Controller"),
            ("import tenon\nclass Controller(tenon.Controller): pass\n", "no TableView"),
            ("import nothing_of_this_name\n", "pip install"),
        ):
            with self.subTest(said=said), self.assertRaisesRegex(tenon.ConfigurationError, said):
                self.load(code)

    def test_file_that_is_not_there_is_told(self) -> None:
        with self.assertRaisesRegex(tenon.ConfigurationError, "no file"):
            running.load(Path("/nowhere/app.py"))


class SmallRequestsTest(unittest.TestCase):
    """The stand-in for ``requests``, against a server that says what it got."""

    def setUp(self) -> None:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        self.port = server.server_address[1]
        self.url = f"http://localhost:{self.port}"

    def test_what_is_given_is_sent(self) -> None:
        self.assertEqual(
            small_requests.get(self.url + "/a?b=1", params={"c": ["2", "x y"]}).json()["path"],
            "/a?b=1&c=2&c=x+y",
        )
        form = small_requests.post(self.url, data={"a": "b c"}).json()
        self.assertEqual(form["body"], "a=b+c")
        self.assertEqual(form["headers"]["content-type"], "application/x-www-form-urlencoded")
        sent = small_requests.post(self.url, json={"a": 1}, auth=("u", "p")).json()
        self.assertEqual((sent["body"], sent["headers"]["content-type"]), ('{"a": 1}', "application/json"))
        self.assertEqual(sent["headers"]["authorization"], "Basic dTpw")
        with small_requests.Session() as session:
            session.headers["X-One"] = "1"
            got = session.get(self.url, headers={"X-Two": "2"}).json()["headers"]
        self.assertEqual((got["x-one"], got["x-two"]), ("1", "2"))

    def test_redirect_to_another_host_goes_without_authorization(self) -> None:
        bearer = {"Authorization": "Bearer t"}
        here = small_requests.get(f"{self.url}/to?{self.url}/x", headers=bearer)
        there = small_requests.get(f"{self.url}/to?http://127.0.0.1:{self.port}/x", headers=bearer)
        self.assertEqual(here.json()["headers"].get("authorization"), "Bearer t")
        self.assertNotIn("authorization", there.json()["headers"])
        self.assertTrue(there.url.startswith("http://127.0.0.1"))
        stays = small_requests.get(f"{self.url}/to?/x", allow_redirects=False)
        self.assertEqual((stays.status_code, stays.headers["Location"]), (302, "/x"))

    def test_errors_are_those_of_the_library(self) -> None:
        refused = small_requests.get(self.url + "/status?404")
        self.assertFalse(refused.ok)
        with self.assertRaises(small_requests.exceptions.HTTPError) as error:
            refused.raise_for_status()
        self.assertIs(error.exception.response, refused)
        with self.assertRaises(small_requests.exceptions.JSONDecodeError):
            refused.json()
        with self.assertRaises(small_requests.ConnectionError):
            small_requests.get("http://localhost:9/", timeout=5)
        with self.assertRaises(small_requests.RequestException):
            small_requests.get(f"{self.url}/round")


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it got; ``/to?`` leads elsewhere, ``/round`` to itself."""

    def do_GET(self) -> None:  # noqa: N802 - the base class's name
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length", 0))
        got = {
            "path": self.path,
            "body": self.rfile.read(length).decode(),
            "headers": {name.lower(): value for name, value in self.headers.items()},
        }
        status = {"/to": 302, "/round": 302, "/status": 404}.get(path, 200)
        body = b"no" if status == 404 else json.dumps(got).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", query or "/round")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


class TableTest(unittest.TestCase):
    def test_rows_have_as_many_cells_as_headers(self) -> None:
        with self.assertRaises(ValueError):
            tenon.TableResult([["a", "b"], ["c"]])
        with self.assertRaises(ValueError):
            tenon.TableResult([["a"]], column_headers=["x", "y"])
        with self.assertRaises(ValueError):
            tenon.TableResult([["a"]], row_headers=[])

    def test_table_is_aligned_and_its_control_characters_do_nothing(self) -> None:
        table = tenon.TableResult(
            [["Quay", 1], ["\x1b[2J", None]], column_headers=["Name", "Number"], row_headers=["a", "b"]
        )
        self.assertEqual(
            terminal.table(table), "   Name  Number\na  Quay  1\nb  ?[2J"
        )


class PagingTest(unittest.TestCase):
    def pages(self, *answers: Answer) -> "List[object]":
        left = list(answers)
        self.asked: List[str] = []

        def fetch(range_: str) -> Answer:
            self.asked.append(range_)
            return left.pop(0)

        return list(paging.items(fetch))

    @staticmethod
    def slice(status: int, body: str, content_range: str = "") -> Answer:
        headers = {"content-range": content_range} if content_range else {}
        return Answer("GET", "https://x/y", status, headers, body.encode())

    def test_every_slice_is_read(self) -> None:
        got = self.pages(
            self.slice(206, "[1,2]", "items 0-1/3"), self.slice(206, "[3]", "items 2-2/3")
        )
        self.assertEqual((got, self.asked), ([1, 2, 3], ["items=0-999", "items=2-1001"]))

    def test_slice_without_content_range_is_not_taken_for_the_whole(self) -> None:
        got = self.pages(self.slice(206, "[1,2]"), self.slice(206, "[3]"), self.slice(416, ""))
        self.assertEqual(got, [1, 2, 3])

    def test_whole_list_is_read_once(self) -> None:
        self.assertEqual(self.pages(self.slice(200, "[1]")), [1])

    def test_answer_that_is_no_list_is_told(self) -> None:
        with self.assertRaises(tenon.ProviderError):
            self.pages(self.slice(200, "{}"))


class HintsTest(unittest.TestCase):
    def test_answers_that_are_not_known_bring_no_hint(self) -> None:
        for body in (b"", b"[]", b"null", b"{", b'{"meta":{"warnings":[5]},"data":[null]}', b'"x"'):
            for status in (200, 400, 403, 404, 500):
                with self.subTest(body=body, status=status):
                    url = "https://api.example/project/hubs"
                    hints.explain(Answer("GET", url, status, {}, body), lambda _: _never())

    def test_wait_may_be_a_date(self) -> None:
        when = {"retry-after": "Wed, 01 Jan 2020 00:00:00 GMT"}
        said = hints.explain(Answer("GET", "https://x/y", 429, when))
        self.assertIn("asks to wait 0 s", said[0].message)

    def test_regions_may_name_origins_only(self) -> None:
        body = b'[{"location":"europe","origin":"//app21.connect.trimble.com"},{"tc-api":"ftp://x"}]'
        asked = []

        def look(url: str) -> Answer:
            asked.append(url)
            return Answer("GET", url, 200, {}, body)

        found = regions.of("https://app32.connect.trimble.com/tc/api/2.0/projects", look)

        self.assertEqual(asked, ["https://app.connect.trimble.com/tc/api/2.0/regions"])
        self.assertEqual([it.api for it in found], ["https://app21.connect.trimble.com/tc/api/2.0/"])
        self.assertEqual(regions.Region("northAmerica", "", "").title, "North America")


def _never() -> Answer:
    raise AssertionError("nothing is looked up here")
