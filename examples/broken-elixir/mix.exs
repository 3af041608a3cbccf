defmodule Kiosk.MixProject do
  use Mix.Project

  def project, do: [app: :kiosk, version: "1.0.0", elixir: "~> 1.17", deps: deps()]
  def application, do: [mod: {Kiosk.Application, []}, extra_applications: [:logger]]

  defp deps do
    [
      {:phoenix, "~> 1.7.14"},
      {:ecto_sql, "~> 3.12"},
      {:postgrex, ">= 0.0.0"},
      {:bandit, "~> 1.5"},
      {:logger_file_backend, "~> 0.0.13"}
    ]
  end
end
