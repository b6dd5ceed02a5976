"""Chromium for the browser tests: taken from the machine, else from Debian. `make test` runs it.

Without it the browser tests say that they were not proven; nothing else needs it, so this never fails.
"""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = ("fonts-noto-core", "fonts-wqy-microhei")  # Telugu and Chinese, Japanese, Korean: else names are empty boxes
APT = ["apt-get", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", "-y", "-q"]


def find() -> str | None:
    """The browser on this machine, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def missing_packages() -> list[str]:
    fonts = [font for font in FONTS if not Path("/usr/share/doc", font).exists()]
    return fonts if find() else ["chromium", *fonts]


def install() -> None:
    wanted = missing_packages()
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"setup: {' '.join(wanted)}, from Debian", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--no-install-recommends", *wanted]):
        done = subprocess.run([*APT, *command], env=environ, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"setup: apt-get {command[0]} failed, going on without: {done.stderr.strip()[-300:]}")
            return


def main() -> None:
    install()
    if not find():
        print("setup: no Chromium here, so the browser tests will be reported as not proven")


if __name__ == "__main__":
    main()
