from datetime import datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from stations.settings import DATABASE_URL

engine = create_engine(DATABASE_URL)


class Base(DeclarativeBase):
    pass


class Reading(Base):
    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    station: Mapped[str]
    taken: Mapped[datetime] = mapped_column(default=datetime.now)
    celsius: Mapped[float]


def session() -> Session:
    return Session(engine)


Base.metadata.create_all(engine)
