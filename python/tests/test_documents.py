"""The apps of VIKTOR's guides run as they are printed, with the import line and the host changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict

import tenon
from world import APS, DOCUMENTS, HUB, SANDBOX, TRIMBLE, World, admin, connect, register, sandbox

TC = ("https://app.connect.trimble.com/", f"{SANDBOX}/connect-na/")
ADSK = ("https://developer.api.autodesk.com/", f"{SANDBOX}/aps/")


class DocumentsTest(World):
    def trimble(self) -> Path:
        return self.document("trimble_connect", *TC)

    def aps(self) -> Path:
        return self.document("aps", *ADSK)

    def integration(self, fields: Dict[str, Any], name: str) -> str:
        """An integration whose name the guide prescribes, for this test alone."""
        register(fields, name=name)
        self.addCleanup(self.remove, name)
        return name

    @staticmethod
    def remove(name: str) -> None:
        for held in admin("GET", f"/api/v1/connections?integration={name}")["items"]:
            admin("DELETE", f"/api/v1/connections/{held['id']}")
        admin("DELETE", f"/api/v1/oauth-clients/{name}")

    def test_guide_to_trimble_connect_prints_the_projects(self) -> None:
        name = self.integration(TRIMBLE, "trimble-connect")
        connect(self.hub, name, self.user)

        run = self.run_app(self.trimble())

        self.assertEqual(run.code, 0, run)
        self.assertEqual(run.lines()[0], "Get Trimble Connect Projects")
        self.assertEqual(run.lines()[1].split(), ["Project", "Name", "ID"])
        self.assertIn("River tunnel", run.out)
        self.assertNotIn("Harbour bridge", run.out)

    def test_projects_of_other_regions_are_pointed_out(self) -> None:
        name = self.integration(TRIMBLE, "trimble-connect")
        connect(self.hub, name, self.user)

        run = self.run_app(self.trimble())

        self.assertIn("projects of North America alone", run.err)
        self.assertIn("2 in Europe", run.err)
        self.assertIn("1 in Asia", run.err)

    def test_name_that_differs_between_file_and_code_is_told_as_the_guide_has_it(self) -> None:
        name = self.integration(TRIMBLE, "trimble-connect")
        connect(self.hub, name, self.user)
        app = self.trimble()
        shutil.copy(DOCUMENTS / "trimble_connect.toml", app.parent / "viktor.config.toml")

        run = self.run_app(app)

        self.assertEqual(run.code, 0, run)
        self.assertIn(
            "The app asks for 'trimble-connect', and viktor.config.toml lists "
            "'my-viktor-integration'.",
            run.err,
        )

    def test_name_that_the_admin_does_not_have_names_what_the_file_lists(self) -> None:
        self.integration(TRIMBLE, "my-viktor-integration")
        app = self.trimble()
        shutil.copy(DOCUMENTS / "trimble_connect.toml", app.parent / "viktor.config.toml")

        run = self.run_app(app)

        self.assertEqual(run.code, 3, run)
        self.assertIn("trimble-connect", run.err)
        self.assertIn("viktor.config.toml lists 'my-viktor-integration'", run.err)

    def test_guide_to_aps_prints_the_hubs(self) -> None:
        name = self.integration(APS, "aps-integration-1")
        connect(self.hub, name, self.user)
        app = self.aps()
        shutil.copy(DOCUMENTS / "aps.toml", app.parent / "viktor.config.toml")

        run = self.run_app(app)

        self.assertEqual((run.code, run.err), (0, ""), run)
        self.assertEqual(run.lines()[0], "Get ACC Hubs")
        self.assertIn("Acme Builders", run.out)
        self.assertIn("Acme West", run.out)

    def test_user_who_has_not_connected_is_told_where_to_log_in(self) -> None:
        self.integration(APS, "aps-integration-1")

        run = self.run_app(self.aps())

        self.assertEqual(run.code, 4, run)
        self.assertRegex(run.err, r"Log in here: http://\S+/connect/\S+")

    def test_integration_that_is_not_assigned_says_how_it_becomes_so(self) -> None:
        self.integration({**APS, "apps": []}, "aps-integration-1")

        run = self.run_app(self.aps())

        self.assertEqual(run.code, 3, run)
        self.assertIn("tenon apps apply viktor.config.toml", run.err)

    def test_token_that_the_provider_refuses_is_replaced_and_the_view_run_again(self) -> None:
        name = self.integration(APS, "aps-integration-1")
        connect(self.hub, name, self.user)
        first = self.hub.token(name, self.user).token_version
        refusal = {"kind": "custom", "status": 401, "body": "{}"}
        sandbox("faults", {**refusal, "provider": "aps", "endpoint": "api"})

        run = self.run_app(self.aps())

        self.assertEqual(run.code, 0, run)
        self.assertIn("Acme Builders", run.out)
        again = tenon.Hub(HUB, self.key).token(name, self.user)
        self.assertEqual(again.token_version, first + 1)

    def test_app_runs_as_a_program_where_requests_is_not_installed(self) -> None:
        name = self.integration(APS, "aps-integration-1")
        connect(self.hub, name, self.user)
        source = Path(str(tenon.__file__)).parents[1]
        command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(source), str(self.aps())]

        with self.environment():
            done = subprocess.run(
                command, capture_output=True, text=True, env=dict(os.environ), timeout=60
            )

        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Acme Builders", done.stdout)


PROGRAM = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv = ["tenon.run", sys.argv[2]]
import importlib.util
assert importlib.util.find_spec("requests") is None, "-S leaves site-packages out"
runpy.run_module("tenon.run", run_name="__main__")
"""
