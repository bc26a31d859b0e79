"""Ends well when the portal on this machine is ready; for the health check of its container.

Standard library only: it is asked every ten seconds.
"""

import os
import sys
import urllib.error
import urllib.request

port = os.environ.get("BIND", "0.0.0.0:8000").rpartition(":")[2]
try:
    urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready/", timeout=8)
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code}: {error.read().decode()}")
except OSError as error:
    sys.exit(f"Port {port} does not answer: {error}")
