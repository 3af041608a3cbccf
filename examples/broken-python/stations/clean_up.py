"""A worker: forgets the readings of more than a year ago. Any number of them may do so at once."""

import time
from datetime import datetime, timedelta

from sqlalchemy import delete

from stations.models import Reading, session

while True:
    with session() as db:
        db.execute(delete(Reading).where(Reading.taken < datetime.now() - timedelta(days=365)))
        db.commit()
    time.sleep(3600)
