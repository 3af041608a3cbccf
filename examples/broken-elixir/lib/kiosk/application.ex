defmodule Kiosk.Application do
  use Application

  def start(_type, _args) do
    Kiosk.Release.migrate()

    Supervisor.start_link([Kiosk.Repo, Kiosk.Orders, KioskWeb.Endpoint],
      strategy: :one_for_one,
      name: Kiosk.Supervisor
    )
  end
end
