"""How gunicorn serves the site: `manage.py serve` reads this, and so does `gunicorn -c` by hand."""

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one import for all workers: they share its memory, and start at once
timeout = 30
graceful_timeout = 5
keepalive = 5
loglevel = "warning"  # no access log: addresses may hold tokens; the proxy in front keeps one
control_socket_disable = True

# config.proxies decides what a proxy may say. gunicorn believes nobody.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
