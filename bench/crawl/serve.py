"""Serves a folder by nginx on loopback for as long as a `with` lasts."""

import shutil
import socket
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

_CONFIG = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  types {{ text/html html; text/plain txt; }} default_type text/plain; charset utf-8;
  log_format hosts "$server_addr $time_iso8601 $request $status"; access_log {folder}/access.log hosts;
  sendfile on; tcp_nodelay on; keepalive_requests 1000000; gzip_static on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ {listen} root {folder}/www; }}
}}
"""


def has_nginx() -> bool:
    """Whether nginx is installed (Debian: apt-get install nginx-light)."""
    return shutil.which("nginx") is not None


@contextmanager
def serve(folder: Path, hosts: Sequence[str] = ("127.0.0.1",)) -> Generator[int]:
    """The port on which each of these loopback addresses answers with the same files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listen = " ".join(f"listen {host}:{port} backlog=2048;" for host in hosts)
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder.resolve(), listen=listen), "utf-8")
    with subprocess.Popen(
        ["nginx", "-c", str(config.resolve()), "-e", str(folder.resolve() / "error.log")]
    ) as server:
        try:
            _wait_for(hosts[0], port)
            yield port
        finally:
            server.terminate()


def _wait_for(host: str, port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("nginx does not answer")
