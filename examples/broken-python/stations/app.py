import json
import subprocess
import tempfile
import urllib.request

from flask import Flask, request
from sqlalchemy import select

from stations.models import Reading, session
from stations.settings import FORECAST_URL

app = Flask(__name__)

# Stations that have announced themselves since yesterday.
announced = {}


@app.post("/stations")
def announce():
    station = request.get_json()
    announced[station["name"]] = station["position"]
    app.logger.info("new station %s", station["name"])
    return station, 201


@app.post("/stations/<name>/readings")
def add_reading(name):
    if name not in announced:
        return {"error": "announce the station first"}, 404
    with session() as db:
        db.add(Reading(station=name, celsius=request.get_json()["celsius"]))
        db.commit()
    app.logger.info("reading of %s", name)
    return "", 201


@app.get("/stations/<name>/curve.png")
def curve(name):
    with session() as db:
        readings = db.scalars(select(Reading).where(Reading.station == name)).all()
    with tempfile.NamedTemporaryFile("w", suffix=".dat") as data:
        data.writelines(f"{reading.taken.timestamp()} {reading.celsius}\n" for reading in readings)
        data.flush()
        picture = subprocess.run(
            ["gnuplot", "-e", f"set terminal png; plot '{data.name}' with lines"],
            capture_output=True,
            check=True,
        )
    return picture.stdout, 200, {"Content-Type": "image/png"}


@app.get("/forecast")
def forecast():
    with urllib.request.urlopen(FORECAST_URL + "/tomorrow") as answer:
        return json.load(answer)


@app.get("/health")
def health():
    return "fine"
