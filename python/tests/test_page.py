"""The page that ``--serve`` shows, over HTTP."""

from __future__ import annotations

import http.client
import shutil
import threading
import urllib.parse
from pathlib import Path
from typing import Any, Tuple

from tenon.run import app as running
from tenon.run import serve
from world import APS, DOCUMENTS, HUB, SANDBOX, Browser, World, admin, fresh, register

ODD_APP = '''
import tenon as vkt

class Parametrization(vkt.Parametrization):
    text = vkt.Text("# Odd <b>app</b>\\n\\nA & B")

class Controller(vkt.Controller):
    parametrization = Parametrization

    @vkt.TableView("<i>Odd</i>")
    def odd(self, params, **kwargs):
        assert params.nothing is None
        return vkt.TableResult([["<script>alert(1)</script>", None]], column_headers=["\\"'", "&"])

    @vkt.TableView("Broken")
    def broken(self, params, **kwargs):
        raise RuntimeError("</p><script>alert(2)</script>")

    @vkt.TableView("Empty")
    def empty(self, params, **kwargs):
        return vkt.TableResult([])
'''


class PageTest(World):
    def serve(self, app: Path) -> str:
        """Serves the app for the test's user, and answers where."""
        server = serve.start(running.load(app), self.hub, self.user, 0)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        return f"http://localhost:{server.server_address[1]}"

    def odd(self) -> str:
        app = self.document("aps", "https://developer.api.autodesk.com/", f"{SANDBOX}/aps/")
        app.write_text(ODD_APP)
        return self.serve(app)

    def aps(self, name: str) -> str:
        """The guide's app, asking for the integration ``name``, which the file lists."""
        rename = ('OAuth2Integration("aps-integration-1")', f'OAuth2Integration("{name}")')
        host = ("https://developer.api.autodesk.com/", f"{SANDBOX}/aps/")
        app = self.document("aps", *host, (rename,))
        shutil.copy(DOCUMENTS / "aps.toml", app.parent / "viktor.config.toml")
        file = app.parent / "viktor.config.toml"
        file.write_text(file.read_text().replace("aps-integration-1", name))
        return self.serve(app)

    @staticmethod
    def get(url: str, path: str, **headers: str) -> Tuple[int, Any, str]:
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, body

    def test_user_logs_in_by_the_button_and_sees_the_table(self) -> None:
        admin("PATCH", "/api/v1/workspace", {"link_verification": "app"})
        self.addCleanup(admin, "PATCH", "/api/v1/workspace", {"link_verification": "none"})
        url = self.aps(register(APS))
        browser = Browser().open(url)
        self.assertIn("APS OAuth2 Integration", browser.text())
        self.assertIn("Log in once, and this page shows what is yours there.", browser.text())
        self.assertNotIn("Get ACC Hubs", browser.text())
        button = browser.page.split('class="button" href="')[1].split('"')[0]
        self.assertTrue(button.startswith(HUB + "/connect/"), button)

        browser.open(button).submit().submit(user="ada", decision="allow")

        self.assertEqual(browser.url, url + "/")
        self.assertIn("Get ACC Hubs", browser.text())
        self.assertIn("Acme Builders", browser.text())

    def test_code_of_a_link_that_was_not_made_here_is_not_confirmed(self) -> None:
        url = self.aps(register(APS))
        foreign = self.hub.connect_link(register(APS), fresh("user"), return_url=url + "/connected")
        status, headers, _ = self.get(url, f"/connected?connect_link={foreign.id}&connect_code=x")
        self.assertEqual((status, headers["Location"]), (303, "/"))

    def test_whatever_an_app_shows_is_escaped(self) -> None:
        status, _, page = self.get(self.odd(), "/")

        self.assertEqual(status, 200)
        self.assertNotIn("<script", page)
        self.assertNotIn("<i>", page)
        self.assertIn("<h1>Odd &lt;b&gt;app&lt;/b&gt;</h1>", page)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", page)
        self.assertIn("alert(2)", page)
        self.assertIn("There is nothing to show.", page)

    def test_page_asks_nobody_else_and_runs_no_script(self) -> None:
        url = self.odd()
        _, headers, page = self.get(url, "/")
        policy = headers["Content-Security-Policy"]
        self.assertTrue(policy.startswith("default-src 'none'; style-src 'self'"))
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertNotIn("http", page)
        self.assertIn("light-dark(", self.get(url, "/style.css")[2])
        self.assertEqual(self.get(url, "/other")[0], 404)

    def test_other_names_do_not_lead_here(self) -> None:
        url = self.odd()
        port = url.rpartition(":")[2]
        self.assertEqual(self.get(url, "/", Host=f"evil.example:{port}")[0], 403)
        self.assertEqual(self.get(url, "/", Host=f"127.0.0.1:{port}")[0], 200)

    def test_name_that_the_file_has_and_the_hub_has_not_is_told(self) -> None:
        _, _, page = self.get(self.aps(fresh("nobody")), "/")
        self.assertIn("viktor.config.toml lists", page)
        self.assertIn("must be the same", page)
