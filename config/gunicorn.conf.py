"""How gunicorn serves the site: `manage.py serve` reads this, and so does `gunicorn -c` by hand."""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.logs import Discreet


class DiscreetLogger(Logger):
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet(self.error_fmt, self.datefmt))


logger_class = DiscreetLogger
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one import for all workers: they share its memory, and start at once
timeout = 30
graceful_timeout = 5
keepalive = 5
loglevel = "warning"  # no access log: the proxy in front keeps one, if it is wanted
control_socket_disable = True

# config.proxies decides what a proxy may say. gunicorn believes nobody.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
