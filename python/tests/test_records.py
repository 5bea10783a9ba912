"""What the hub keeps in step, read by an app."""

from __future__ import annotations

import time
import urllib.parse
from typing import Any

import tenon
from tenon import wire
from world import HUB, TRIMBLE, World


class RecordsTest(World):
    def test_records_are_read_as_they_are_and_as_they_change(self) -> None:
        name = self.connected(TRIMBLE)
        listed = {it["id"]: it["name"] for it in self.hub.resource(f"{name}/projects", user=self.user)}
        self._keep(name, "projects")

        records = self.hub.records(f"{name}/projects", user=self.user)
        kept = {it["_tenon"]["id"]: it["name"] for it in records}

        self.assertEqual(kept, listed)
        self.assertIsNotNone(records.complete_at)
        later = self.hub.records(
            f"{name}/projects", user=self.user, changed_since=records.changed_since
        )
        self.assertEqual(list(later), [])
        self.assertEqual(later.changed_since, records.changed_since)
        with tenon.session.of(self.user):
            some = list(self.hub.records(f"{name}/projects", region="europe", limit="1"))
        self.assertLess(0, len(some))
        self.assertEqual({it["_tenon"]["region"] for it in some}, {"europe"})

    def test_mistakes_are_told(self) -> None:
        name = self.connected(TRIMBLE)

        with self.assertRaises(tenon.HubRefusedError):
            list(self.hub.records(f"{name}/projects", user=self.user))
        with self.assertRaises(tenon.ConfigurationError):
            self.hub.records("projects", user=self.user)

    def _keep(self, name: str, resource: str) -> None:
        """Keeps it in step, and waits for the first run to end."""
        [connection] = self.hub.connections(integration=name, user=self.user)
        syncs = f"{HUB}/api/v1/connections/{urllib.parse.quote(str(connection['id']))}/syncs"
        sync = self._send("POST", syncs, b'{"resource":"%s"}' % resource.encode())
        deadline = time.monotonic() + 60
        while self._send("GET", f"{syncs}/{sync['id']}")["status"] != "in_step":
            self.assertLess(time.monotonic(), deadline, "the first run does not end")
            time.sleep(0.1)

    def _send(self, method: str, url: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        answer = wire.send(method, url, headers, body)
        self.assertTrue(answer.ok, answer.text)
        return answer.json_or_none()
