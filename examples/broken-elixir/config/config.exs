import Config

config :kiosk, ecto_repos: [Kiosk.Repo]

config :kiosk, KioskWeb.Endpoint,
  url: [host: "localhost"],
  adapter: Bandit.PhoenixAdapter

config :logger, backends: [:console, {LoggerFileBackend, :orders_log}]
config :logger, :orders_log, path: "/var/log/kiosk/orders.log"

import_config "#{config_env()}.exs"
