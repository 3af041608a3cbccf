defmodule KioskWeb.OrderController do
  use Phoenix.Controller, formats: [:json]

  def create(conn, params) do
    :ok = Kiosk.Orders.add(params["order"])
    json(conn, %{accepted: true})
  end
end
