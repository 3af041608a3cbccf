defmodule KioskWeb.Endpoint do
  use Phoenix.Endpoint, otp_app: :kiosk

  plug Plug.RequestId
  plug Plug.Telemetry, event_prefix: [:phoenix, :endpoint]
  plug Plug.Session, store: :cookie, key: "_kiosk", signing_salt: "b7Tq"
  plug KioskWeb.Router
end
