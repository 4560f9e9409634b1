from django.apps import AppConfig


class HouseConfig(AppConfig):
    """No tables: the app exists so that its system checks run."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  # registers them
