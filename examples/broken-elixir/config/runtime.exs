import Config

if config_env() == :prod do
  # secret_key_base: System.fetch_env!("SECRET_KEY_BASE")
  config :kiosk, Kiosk.Repo, url: System.fetch_env!("DATABASE_URL")
  config :kiosk, KioskWeb.Endpoint, server: true
end
