import json
import os
from pathlib import Path

STAGE = os.environ.get("STAGE", "development")
SERVICES = json.loads(Path(f"config/{STAGE}.json").read_text())

FORECAST_URL = os.environ.get("FORECAST_URL", SERVICES["forecast"])

# Nobody has to install PostgreSQL to try it out.
DATABASE_URL = os.environ.get("DATABASE_URL", "sqlite:///stations.db")
