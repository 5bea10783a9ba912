"""Lists of what a user can see at a provider, item by item."""

from __future__ import annotations

import tenon
from world import TRIMBLE, World, register


class ResourcesTest(World):
    def test_every_item_of_every_region_comes_once(self) -> None:
        name = self.connected(TRIMBLE)

        projects = list(self.hub.resource(f"{name}/projects", user=self.user))

        names = [it["name"] for it in projects]
        self.assertIn("Harbour bridge", names)
        self.assertEqual(len({it["id"] for it in projects}), len(projects))
        self.assertLessEqual({"europe", "asia"}, {it["_tenon"]["region"] for it in projects})

    def test_a_long_list_of_one_project_comes_whole(self) -> None:
        name = self.connected(TRIMBLE)
        with tenon.session.of(self.user):
            todos = list(self.hub.resource(f"{name}/todos", project="Thousand bolts"))

        self.assertEqual(len(todos), 2500)

    def test_what_is_missing_is_told_at_the_end(self) -> None:
        name = self.connected(TRIMBLE)
        got = []

        with self.assertRaises(tenon.IncompleteListing) as told:
            for todo in self.hub.resource(f"{name}/todos", user=self.user, limit=3):
                got.append(todo)

        self.assertEqual(len(got), 3)
        self.assertEqual(told.exception.missing[0]["code"], "limit")

    def test_mistakes_are_told_before_the_first_item(self) -> None:
        name = self.connected(TRIMBLE)

        with self.assertRaises(tenon.HubRefusedError) as told:
            list(self.hub.resource(f"{name}/todos", user=self.user, project="Harbor bridge"))
        self.assertEqual(told.exception.code, "item_not_found")
        with self.assertRaises(tenon.ConfigurationError):
            list(self.hub.resource("todos", user=self.user))
        with self.assertRaises(tenon.PermissionDeniedError):
            list(self.hub.resource(f"{register(TRIMBLE)}/todos", user=self.user))
