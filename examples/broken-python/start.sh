#!/bin/sh
python -m stations.clean_up &
exec gunicorn --bind "0.0.0.0:$PORT" stations.app:app
