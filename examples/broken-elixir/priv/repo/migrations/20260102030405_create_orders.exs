defmodule Kiosk.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def change do
    create table(:orders) do
      add :article, :text, null: false
    end
  end
end
